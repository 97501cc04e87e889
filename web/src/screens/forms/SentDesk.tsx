import { useQuery } from '@tanstack/react-query';
import { at } from '../../api/client';
import { formVersion, type FormAsk } from '../../api/queries';
import type { OpenedFormVersion } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { RecallDoor, VersionBanner } from '../report/VersionList';
import { FormPaper } from './FormPaper';

/** A form as it went up. Nothing here moves when records do; what has moved since is said beside it. */
export function SentDesk({ ask, number, by }: { ask: FormAsk; number: number; by: string }) {
  const found = useQuery(formVersion(ask, number));
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what={`第${number}版`} />;
  const { filled, version: of, why } = found.data;
  const shown = filled.rows.filter((row) => !row.whole).length;
  return (
    <>
      <VersionBanner of={of} did="报出" stands="已报出">
        {why ? <span>照这样报的原因：{why}</span> : null}
      </VersionBanner>
      <FormPaper filled={filled} by={by} more={filled.total - shown} />
      <Since opened={found.data} />
      {filled.may_send ? <RecallDoor versions={at`/forms/${ask.form}/versions`} ask={ask} of={of} /> : null}
    </>
  );
}

function Since({ opened: { since, filled } }: { opened: OpenedFormVersion }) {
  if (!since) return <p className="hint" data-part="since">这张表后来改了样子，或已不在口径包里，不能和现在的对照。</p>;
  const rows = since.total === filled.total ? '' : `那时 ${filled.total} 行，现在填出来 ${since.total} 行。`;
  if (!since.moved.length) {
    const figures = filled.rows.some((row) => row.cells.some(({ figure }) => figure)) ? '报出以后，表里的数没有变动。' : '';
    return <p className="hint" data-part="since">{figures || rows ? `${figures}${rows}` : '报出以后，行数没有变动；每行的内容没有对照。'}</p>;
  }
  return (
    <section className="prescribed-gaps" data-part="since">
      <h2 className="group-title">
        报出以后，有 {since.moved.length} 个数变动<small>{rows}</small>
      </h2>
      <ul className="sheet">
        {since.moved.map(({ row, column, was, is }) => (
          <li key={`${row} ${column}`}>
            <b>
              {row}“{column}”
            </b>
            <span>
              {was ?? '缺数'} → {is ?? '缺数'}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
