import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { AnnexRow } from '../../api/types';
import { GradeMark } from '../../figures/GradeMark';
import { useTrail } from '../../figures/trail';
import { search, type Section } from './sections';

/** A report of so few figures is shown whole. */
const FEW = 12;

/** The table at a hand's width: chapters with their count, in them a line a figure, and all that is behind it on a tap. */
export function BasisCards({ sections }: { sections: Section[] }) {
  const [sought, seek] = useState('');
  const rows = sections.flatMap((section) => [...section.rows, ...section.below]).sort((a, b) => Number(a.number) - Number(b.number));
  const found = sought.trim() ? search(rows, sought) : undefined;
  return (
    <div className="basis-cards" data-part="basis-cards">
      <input
        className="plain-input"
        type="search"
        aria-label="在依据里查找"
        placeholder="查找：指标、数、口径、谁负责"
        value={sought}
        onChange={(event) => seek(event.target.value)}
      />
      {found ? (
        <>
          <p className="hint" role="status">
            {found.length ? `找到 ${found.length} 个` : '没有找到，请换一个词。'}
          </p>
          <Cards rows={found} />
        </>
      ) : (
        sections.map((section, i) => (
          <Fragment key={`${section.chapter}/${section.title}`}>
            {section.chapter && section.chapter !== sections[i - 1]?.chapter ? <h2>{section.chapter}</h2> : null}
            <details className="basis-section" open={rows.length <= FEW}>
              <summary>
                <b>{section.title || '开头'}</b>
                <span className="hint">{about([...section.rows, ...section.below])}</span>
              </summary>
              <Cards rows={section.rows} />
              {section.below.length ? (
                <details className="basis-below" open={section.below.length <= FEW}>
                  <summary>
                    下级单位的数<span className="hint">{about(section.below)}</span>
                  </summary>
                  <Cards rows={section.below} />
                </details>
              ) : null}
            </details>
          </Fragment>
        ))
      )}
    </div>
  );
}

/** How many figures, and how many of them are not made of records: those are what a leader asks about. */
function about(rows: AnnexRow[]): string {
  const others = new Map<string, number>();
  for (const { grade, grade_name } of rows) if (grade !== 'records') others.set(grade_name, (others.get(grade_name) ?? 0) + 1);
  return [`${rows.length} 个数`, ...[...others].map(([name, count]) => `${name} ${count}`)].join('，');
}

function Cards({ rows }: { rows: AnnexRow[] }) {
  return (
    <ol className="basis-list">
      {rows.map((row) => (
        <li key={row.number} data-grade={row.grade}>
          <Card row={row} />
        </li>
      ))}
    </ol>
  );
}

function Card({ row }: { row: AnnexRow }) {
  const trail = useTrail();
  return (
    <details className="basis-card">
      <summary>
        <i>{row.number}</i>
        <span className="basis-card-name">{row.name}</span>
        <span className="basis-card-value">
          {row.value}
          <GradeMark grade={row.grade} />
        </span>
      </summary>
      <dl>
        {row.printed === row.value ? null : <Line name="文中写作">{row.printed}</Line>}
        <Line name="等级、截至">
          {row.grade_name}　{row.until}
        </Line>
        <Line name="口径">{row.definition}</Line>
        {row.source ? <Line name="来源">{row.source}</Line> : null}
        <Line name="谁负责">{row.answers}</Line>
      </dl>
      <Link className="button" to={trail.only({ kind: 'figure', indicator: row.indicator, unit: row.unit, period: row.period })}>
        打开看依据
      </Link>
    </details>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
