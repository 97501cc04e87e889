import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { at } from '../../api/client';
import { annex, version, type VersionsAsk } from '../../api/queries';
import type { OpenedVersion } from '../../api/types';
import { GradeLegend } from '../../figures/GradeMark';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { BasisView } from './BasisView';
import { Contents } from './Contents';
import { Differences } from './Differences';
import { Paper } from './Paper';
import { RecallDoor, VersionBanner } from './VersionList';
import type { Moved } from './occurrences';
import { untilsOf } from './untils';

interface Props {
  ask: VersionsAsk;
  number: number;
  /** Whether the table of what figures rest on is read instead of the text. */
  basis: boolean;
  versions: React.ReactNode;
}

const NONE: Moved[] = [];

/** A version as it was issued. Nothing here moves when records do; what has moved since is said beside it. */
export function VersionDesk({ ask, number, basis, versions }: Props) {
  const found = useQuery(version(ask, number));
  const rests = useQuery(annex(ask, number));
  const untils = useMemo(() => untilsOf(rests.data), [rests.data]);
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what={`第${number}版`} />;
  const { document, version: of } = found.data;
  return (
    <>
      <VersionBanner of={of} did="印发" stands="已定稿" />
      {basis ? <div className="report-side" /> : <Contents document={document} />}
      {basis ? (
        <BasisView ask={ask} number={number} document={document} />
      ) : (
        <Paper document={document} moved={NONE} busy={found.isPlaceholderData} untils={untils} />
      )}
      <aside className="report-side report-margin" aria-label="旁注">
        <Since opened={found.data} />
        <Decided opened={found.data} />
        {versions}
        <section className="margin-part">
          <GradeLegend />
        </section>
        {found.data.may_recall ? (
          <section className="margin-part">
            <RecallDoor versions={at`/reports/${ask.report}/versions`} ask={ask} of={of} />
          </section>
        ) : null}
      </aside>
    </>
  );
}

function Since({ opened: { draft, before, since_before: since } }: { opened: OpenedVersion }) {
  return (
    <>
      <section className="margin-part" data-part="since">
        <h2 className="side-title">
          {draft === null || draft === undefined
            ? '现在写不出草稿，不能对照'
            : draft.length
              ? `印发以后，有 ${draft.length} 个数字变动`
              : '印发以后，数字没有变动'}
        </h2>
        {draft?.length ? <Differences differences={draft} /> : null}
      </section>
      {before ? (
        <section className="margin-part" data-part="since-before">
          <h2 className="side-title">{since.length ? `与第${before}版相比，有 ${since.length} 个数字不同` : `数字与第${before}版相同`}</h2>
          <Differences differences={since} />
        </section>
      ) : null}
    </>
  );
}

const DID = { forecast: '预计数，已确认', missing: '缺数', small: '小于5，已看过' };

function Decided({ opened: { decisions } }: { opened: OpenedVersion }) {
  if (!decisions.length) return null;
  return (
    <section className="margin-part" data-part="decided">
      <h2 className="side-title">印发时作出的决定</h2>
      <ul>
        {decisions.map((one, i) => (
          <li key={i} className="note">
            {one.name}（{DID[one.kind]}
            {one.say ? `，印作“${one.say}”` : ''}）<span className="hint">{one.why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
