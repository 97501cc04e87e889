import { asProblem } from '../../shell/Trouble';

/** Why a tile shows nothing: what it showed is gone for its reader, or cannot be had just now. */
export function NotNow({ cause, gone, retry }: { cause: unknown; gone: string; retry: () => void }) {
  const problem = asProblem(cause);
  if (problem.status === 404) return <p className="hint">{gone}可以点“整理首页”拿掉。</p>;
  return (
    <p className="hint" role="alert" data-part="not-now">
      {problem.message}
      {problem.hint ?? ''}
      <button type="button" className="button-text" onClick={retry}>
        重试
      </button>
    </p>
  );
}
