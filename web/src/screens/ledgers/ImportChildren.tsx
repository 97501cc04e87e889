import type { ImportReport } from '../../api/types';
import { fewerIn, wordsOf } from './child_sheets';

interface Props {
  report: ImportReport;
  /** Somebody looked at the rows that will be gone. */
  agreed: boolean;
  agree: (agreed: boolean) => void;
}

/** What becomes of the tables inside records. Where rows will be gone, somebody says that this is meant. */
export function ImportChildren({ report, agreed, agree }: Props) {
  if (!report.children.length) return null;
  const fewer = fewerIn(report);
  return (
    <section aria-label="分行的表" data-part="import-children">
      <h2 className="group-title">
        记录里的各行<small>给一条记录填了几行，就以这几行为准，换掉它原有的；没填的记录不动</small>
      </h2>
      <ul className="import-children">
        {report.children.map((child) => (
          <li key={child.sheet}>{wordsOf(child)}</li>
        ))}
      </ul>
      {fewer ? (
        <label className="import-fewer">
          <input type="checkbox" checked={agreed} onChange={(event) => agree(event.target.checked)} />
          有 {fewer} 条记录的行会比原来少（见下面“请留意”）。我核对过了，少掉的不再要。
        </label>
      ) : null}
    </section>
  );
}
