import { useQuery } from '@tanstack/react-query';
import { versions, type VersionsAsk } from '../../api/queries';
import type { ReportVersion } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { dayInWords } from './days';

interface Props {
  ask: VersionsAsk;
  /** The version being read; 0 is the draft. */
  reading: number;
  open: (version: ReportVersion | undefined) => void;
}

/** In the margin: what was issued, the newest first, and the draft above it. */
export function Versions({ ask, reading, open }: Props) {
  const found = useQuery(versions(ask));
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  const all = [...(found.data ?? [])].reverse();
  return (
    <section className="margin-part" data-part="versions" aria-label="印发过的各版">
      <h2 className="side-title">印发过的各版</h2>
      {all.length === 0 ? (
        <p className="note hint">还没有印发过。现在看到的是草稿，数字随登记变动。</p>
      ) : (
        <ul className="versions">
          <li>
            <button type="button" className="button button-quiet" aria-current={reading === 0 ? 'true' : undefined} onClick={() => open(undefined)}>
              现在的草稿
            </button>
          </li>
          {all.map((version) => (
            <li key={version.number} data-version={version.number}>
              <button type="button" className="button button-quiet" aria-current={reading === version.number ? 'true' : undefined} onClick={() => open(version)}>
                第{version.number}版
              </button>
              <span className="hint">
                {dayInWords(version.on)}
                {version.by ? ` · ${version.by}` : ''}
                {version.withdrawn ? ' · 已撤回' : ''}
              </span>
              {version.note ? <p className="hint">{version.note}</p> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
