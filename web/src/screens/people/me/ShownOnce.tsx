import { useEffect, useRef, useState, type ReactNode } from 'react';

interface Props {
  title: string;
  lines: string[];
  kept: () => void;
  children: ReactNode;
}

/** What is shown once: to be copied, and put away by whoever has it. */
export function ShownOnce({ title, lines, kept, children }: Props) {
  const head = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => head.current?.focus(), []);
  const copy = async () => {
    // Without TLS, and in old browsers, there is no clipboard; it can still be selected by hand.
    await navigator.clipboard?.writeText(lines.join('\n'));
    setCopied(true);
  };
  return (
    <div ref={head} tabIndex={-1} className="people-done people-once" role="status" data-part="once">
      <b>{title}</b>
      <pre>{lines.join('\n')}</pre>
      <p>{children}</p>
      <div className="start-acts">
        {'clipboard' in navigator ? (
          <button type="button" className="button" data-act="copy" onClick={() => void copy()}>
            {copied ? '复制好了' : '复制'}
          </button>
        ) : null}
        <button type="button" className="button button-quiet" data-act="kept" onClick={kept}>
          已经收好
        </button>
      </div>
    </div>
  );
}
