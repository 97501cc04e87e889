import { Problem } from '../api/client';
import type { Finding } from '../api/types';

/** What went wrong, and what to do next. */
export function Trouble({ cause, retry }: { cause: unknown; retry?: () => void }) {
  const problem = asProblem(cause);
  return (
    <div className="trouble" role="alert" data-code={problem.code}>
      <p className="trouble-what">{problem.message}</p>
      <p className="trouble-next">{problem.hint}</p>
      <Findings findings={problem.findings} />
      {retry ? (
        <button type="button" className="button" onClick={retry}>
          重试
        </button>
      ) : null}
    </div>
  );
}

/** All that was found, each with what to do about it. */
export function Findings({ findings }: { findings: Finding[] }) {
  if (!findings.length) return null;
  return (
    <ul className="findings">
      {findings.map((finding, i) => (
        <li key={i} data-severity={finding.severity} data-code={finding.code}>
          {finding.message}
          {finding.hint ? <span className="hint">{finding.hint}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** Anything thrown, as a problem a person can act on. */
export function asProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  if (isUnfetched(cause)) {
    return new Problem({
      code: 'web.unfetched',
      message: '这一页没有取到。',
      hint: '多半是网络断了，或程序刚升级过。请检查网络，然后点“重试”；别处没有保存的内容请先保存。',
    });
  }
  return new Problem({
    code: 'web.broken',
    message: '这个页面出错了。',
    hint: '请刷新页面再试；仍不行时，请把所做的操作告诉管理员。',
  });
}

/** A part of the app that did not come: browsers say it each in their own words. */
export function isUnfetched(cause: unknown): boolean {
  return cause instanceof Error && /dynamically imported module|importing a module|ChunkLoadError|preload CSS/i.test(cause.message);
}
