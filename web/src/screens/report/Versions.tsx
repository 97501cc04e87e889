import { useQuery } from '@tanstack/react-query';
import { versions, type VersionsAsk } from '../../api/queries';
import type { ReportVersion } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { VersionList } from './VersionList';

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
        <VersionList all={all} now="现在的草稿" reading={reading} open={open} />
      )}
    </section>
  );
}
