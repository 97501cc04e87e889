import { useEffect, useState } from 'react';
import type { Block, ReportDocument } from '../../api/types';
import { headingId } from './Paper';
import { words } from './runs';

type Heading = Block & { kind: 'heading' };

/** The headings at the side; the one being read is marked. */
export function Contents({ document: report }: { document: ReportDocument }) {
  const headings = report.blocks
    .map((block, index) => ({ block, index }))
    .filter((entry): entry is { block: Heading; index: number } => entry.block.kind === 'heading');
  const read = useReading(headings.map(({ index }) => headingId(index)).join(' '));
  return (
    <nav className="report-side report-contents" aria-label="目录" style={headings.length ? undefined : { visibility: 'hidden' }}>
      <p className="side-title">目录</p>
      {headings.map(({ block, index }) => (
        <a
          key={index}
          href={`#${headingId(index)}`}
          data-level={block.level}
          aria-current={read === headingId(index) ? 'location' : undefined}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(headingId(index))?.scrollIntoView({ behavior: 'smooth' });
          }}
        >
          {words(block.runs)}
        </a>
      ))}
    </nav>
  );
}

function useReading(ids: string): string | undefined {
  const [read, setRead] = useState<string>();
  useEffect(() => {
    const look = () => {
      const passed = ids.split(' ').filter((id) => (document.getElementById(id)?.getBoundingClientRect().top ?? 1e6) < 160);
      setRead(passed[passed.length - 1]);
    };
    // Asked now, the page would have to be laid out before it is drawn, and once more after.
    const first = requestAnimationFrame(look);
    window.addEventListener('scroll', look, { passive: true });
    return () => {
      cancelAnimationFrame(first);
      window.removeEventListener('scroll', look);
    };
  }, [ids]);
  return read;
}
