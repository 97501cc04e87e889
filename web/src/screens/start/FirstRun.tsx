import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import '../../styles/forms.css';
import '../../styles/start.css';
import type { Problem } from '../../api/client';
import { found, start as startQuery, type Founding, type Start } from '../../api/start';
import { asProblem } from '../../shell/Trouble';
import { useTitle } from '../../shell/useTitle';
import { FoundForm } from './FoundForm';
import { Heading } from './Heading';
import { Progress } from './Progress';
import { Refused } from '../record/form/Refused';

/** An empty folder: look at a township that is there, or begin one's own. Which of the two stands in the address. */
export default function FirstRun({ start }: { start: Start }) {
  useTitle('第一次使用');
  const [address, setAddress] = useSearchParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const own = address.get('begin') === 'own';

  const begin = async (founding: Founding) => {
    setBusy(founding.kind === 'demo' ? '正在装入示范乡镇的表和记录，一般不到半分钟……' : '正在建账……');
    setProblem(undefined);
    try {
      const now = await found(founding);
      // What was asked while the folder was empty was refused; none of it may be remembered.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'start' });
      await navigate(founding.kind === 'demo' ? '/reports' : '/start', { replace: true });
      client.setQueryData(startQuery.queryKey, now);
    } catch (cause) {
      setProblem(asProblem(cause));
      setBusy('');
    }
  };

  return (
    <div className="house">
      <header className="top">
        <span className="wordmark">
          <img src="/mark.svg" alt="" width="18" height="18" />
          阡陌
        </span>
      </header>
      <main id="main">
        <div className="page start-page">
          {own ? (
            <FoundForm start={start} busy={busy} problem={problem} submit={(founding) => void begin(founding)} back={() => setAddress({})} />
          ) : (
            <Doors
              busy={busy}
              problem={problem}
              demo={() => void begin({ kind: 'demo' })}
              own={() => {
                setProblem(undefined);
                setAddress({ begin: 'own' });
              }}
            />
          )}
          <p className="start-foot">
            自带的台账和指标：{start.pack.name} {start.pack.version}。数据只存在这台机器上，不上传。
          </p>
        </div>
      </main>
    </div>
  );
}

interface DoorsProps {
  busy: string;
  problem: Problem | undefined;
  demo: () => void;
  own: () => void;
}

function Doors({ busy, problem, demo, own }: DoorsProps) {
  return (
    <>
      <Heading about="这台机器上还没有账。拿一份手头的表就能建账，大约一刻钟，能看到自己的第一批数。">第一次使用</Heading>
      <Refused problem={problem} />
      <div className="doors">
        <button type="button" className="door" disabled={busy !== ''} onClick={own} data-act="own">
          <b>建自己的账</b>
          <span>填单位名称和各村名字，再交一份表。</span>
        </button>
        <button type="button" className="door" disabled={busy !== ''} onClick={demo} data-act="demo">
          <b>先看示范乡镇</b>
          <span>装入一个虚构乡镇一整年的表和报告，随便点、随便改。看完想建自己的账，换一个空文件夹再启动。</span>
        </button>
      </div>
      <Progress words={busy} />
    </>
  );
}
