import type { Draft } from '../../api/start';
import type { Finding } from '../../api/types';
import { columnOf, placeInWords } from './finding_place';

interface Props {
  findings: Finding[];
  draft: Draft;
  /** Opens a column, by the id of its field. */
  open: (id: string) => void;
}

/** What to look at before the ledger is made: where it stands, what it is, what to do next, and the way to the column. */
export function DraftFindings({ findings, draft, open }: Props) {
  if (!findings.length) return null;
  return (
    <section className="draft-findings" aria-label="建之前请看" data-part="draft-findings">
      <h2 className="group-title">
        建之前请看 {findings.length} 处<small>不改也能建</small>
      </h2>
      <ul>
        {findings.map((finding, i) => {
          const column = columnOf(finding, draft);
          const place = placeInWords(finding, draft);
          return (
            <li key={i} data-code={finding.code} data-severity={finding.severity}>
              {place ? <b>{place}</b> : null}
              <p>{finding.message}</p>
              {finding.hint ? <p className="hint">{finding.hint}</p> : null}
              {column ? (
                <button type="button" className="button button-quiet" onClick={() => open(column.id)}>
                  看“{column.heading || column.name}”这一列
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
