import type { Each } from './do_each';
import { keyOf } from './selection';
import type { End } from './useMany';

/** How far it is, with a way to stop after the record that is under way. */
export function ManyGoing({ what, of, so_far, stop }: { what: string; of: number; so_far: Each; stop: () => void }) {
  const tried = so_far.done.length + so_far.refused.length;
  return (
    <p className="selection-acts" role="status">
      <progress max={of} value={tried} aria-label={`${what}的进度`} />
      正在{what}，{tried} / {of} 条
      <button type="button" className="button" onClick={stop}>
        停下
      </button>
    </p>
  );
}

/** What was done, what was refused and why. */
export function ManyEnded({ what, ended, done }: { what: string; ended: End; done: () => void }) {
  return (
    <div className="undo-form" role="alert" data-part="many-ended">
      <p>
        <b>
          {ended.done.length} 条已{what}
          {ended.refused.length ? `，${ended.refused.length} 条没有${what}` : ''}
          {ended.left ? `，还有 ${ended.left} 条没有试` : ''}。
        </b>
        {ended.chosen ? `没有${what}的仍然选着，改好后可以再来。` : ''}
      </p>
      <ul className="findings">
        {ended.refused.map(({ record, problem }) => (
          <li key={keyOf(record)} data-code={problem.code}>
            {record.title || '（无标题）'}：{problem.message}
            <span className="hint">{problem.hint}</span>
          </li>
        ))}
      </ul>
      <p className="undo-acts">
        <button type="button" className="button" onClick={done}>
          知道了
        </button>
      </p>
    </div>
  );
}
