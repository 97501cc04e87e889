import { useEffect, useState } from 'react';
import type { Busy } from './useImport';

const STAGES: Record<string, string> = {
  opening: '正在打开文件',
  reading: '正在读表',
  checking: '正在和台账核对',
  writing: '正在写入，请稍等',
  done: '就好了',
};
const SHOWN_AFTER = 300;

/** How far the import is; what is over in a moment is not shown. */
export function ImportProgressLine({ busy, stop }: { busy: Busy; stop: () => void }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SHOWN_AFTER);
    return () => clearTimeout(timer);
  }, []);
  const { stage, done, of } = busy.progress ?? { stage: 'opening', done: 0, of: 0 };
  const counted = of > 0 && (stage === 'reading' || stage === 'checking');
  if (!late) return null;
  return (
    <div className="import-progress" role="status" data-part="import-progress">
      <span>
        {STAGES[stage] ?? STAGES['opening']}
        {counted ? `：${done} / ${of} 行` : '……'}
      </span>
      <progress {...(counted ? { value: done, max: of } : {})} />
      {busy.mode === 'run' && stage !== 'writing' && stage !== 'done' ? (
        <button type="button" className="button" onClick={stop}>
          停下，不写入
        </button>
      ) : null}
    </div>
  );
}
