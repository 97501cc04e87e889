import { useRef, useState } from 'react';
import { write } from '../../api/client';
import type { PostFate, Reorganised, Unit } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { useDeed } from '../../shell/useDeed';
import { useSaved } from '../../shell/useUndo';
import { Refused } from '../record/form/Refused';
import { linesOf, postsOf, without, type Pending } from './pending';

interface Props {
  pending: Pending;
  units: Unit[];
  today: string;
  change: (pending: Pending) => void;
  done: () => void;
}

/** What is handed in together: one Change, from one day, resting on one paper. */
export function PendingSheet({ pending, units, today, change, done }: Props) {
  const [day, setDay] = useState(today);
  const [reason, setReason] = useState('');
  const saved = useSaved();
  // Which of the two buttons sends.
  const looks = useRef(false);
  const [seen, setSeen] = useState<{ what: string; posts: PostFate[] }>();
  const what = JSON.stringify([day, pending]);
  const { form, busy, problem, wrongOf, send } = useDeed(
    (request) => {
      setSeen(undefined);
      return write<Reorganised>('POST', '/units/changes', { request, day, reason: reason.trim(), judge_only: looks.current, ...pending });
    },
    async ({ receipt, posts }) => {
      if (looks.current) return setSeen({ what, posts });
      done();
      if (receipt) await saved('单位已变动。', receipt);
    },
  );
  return (
    <form ref={form} className="sheet unit-pending" onSubmit={send} noValidate aria-label="这次变动" data-part="pending">
      <h2>这次变动</h2>
      <Refused problem={problem} />
      <ul>
        {linesOf(pending, units).map((line) => (
          <li key={`${line.kind}${line.at}`}>
            {line.words}
            <button type="button" className="button button-quiet" aria-label={`去掉：${line.words}`} onClick={() => change(without(pending, line))}>
              去掉
            </button>
          </li>
        ))}
      </ul>
      <div className="unit-pending-about">
        <InputRow id="units-day" label="从哪天起" type="date" value={day} onChange={setDay} help="这一天以前的记录、数字按原来的区划，不变。" wrong={wrongOf('day')} />
        <InputRow id="units-why" label="依据" value={reason} onChange={setReason} maxLength={200} help="批准的文件或会议，比如“县政〔2023〕12号”。" wrong={wrongOf('reason')} />
      </div>
      {seen?.what === what ? (
        <div role="status" className="unit-looked" data-part="looked">
          <p>这样变没有问题。还没有保存，点“一起生效”才算数。</p>
          {seen.posts.length ? (
            <>
              <p>在撤销的单位任职的：</p>
              <ul>
                {postsOf(seen.posts, pending, units).map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      ) : null}
      <div className="form-acts">
        <button type="submit" className="button" disabled={busy} data-act="judge" onClick={() => (looks.current = true)}>
          看看会怎样
        </button>
        <button type="submit" className="button button-first" disabled={busy} onClick={() => (looks.current = false)}>
          一起生效
        </button>
        <button type="button" className="button" onClick={done}>
          都不改了
        </button>
        <span className="hint">写成一次变更，可以整体撤销。</span>
      </div>
    </form>
  );
}
