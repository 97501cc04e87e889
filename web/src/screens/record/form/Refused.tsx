import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { Problem } from '../../../api/client';
import type { Wrongs } from '../../../fields/checks';
import type { Finding, Ledger } from '../../../api/types';
import { Trouble } from '../../../shell/Trouble';
import { inTheWay } from './same_key';

/** What the server said, at the head of the form, and focus where it is read. */
export function Refused({ problem }: { problem: Problem | undefined }) {
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) head.current?.focus();
  }, [problem]);
  if (!problem) return null;
  const there = inTheWay(problem);
  return (
    <div ref={head} tabIndex={-1}>
      <Trouble cause={problem} />
      {there ? (
        <p className="form-there">
          <Link className="button" to={there}>
            打开原有的那一条
          </Link>
        </p>
      ) : null}
      {problem.code === 'session.none' || problem.code === 'session.ended' ? (
        <p className="form-help" data-part="elsewhere">
          填写的内容还在这一页上。请
          <a href="/" target="_blank" rel="noreferrer">
            在新的页面登录
          </a>
          ，再回到这里重试。
        </p>
      ) : null}
    </div>
  );
}

/** The server's findings by field, beside our own. */
export function withFindings(wrongs: Wrongs, findings: Finding[], ledger: Ledger): Wrongs {
  const all: Wrongs = { ...wrongs };
  for (const { field, message } of findings) {
    // What is wrong in a row of a table is said of the table: `parts.amount`.
    const id = ledger.fields.find((known) => known.id === field?.split('.')[0] || known.name === field)?.id;
    if (id && !all[id]?.includes(message)) all[id] = [...(all[id] ?? []), message];
  }
  return all;
}

/** Moves to the first field that is wrong, in the order of the page. */
export function focusFirstWrong(form: HTMLElement | null): void {
  setTimeout(() => form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] button')?.focus(), 0);
}
