import { Link } from 'react-router';
import type { ReportDocument } from '../../api/types';
import { GradeLegend } from '../../figures/GradeMark';
import { useTrail } from '../../figures/trail';
import { Findings } from '../../shell/Trouble';
import { occurrences } from './occurrences';

/** Beside the sheet: what is missing, what to look at, what the marks mean. */
export function Margin({ document }: { document: ReportDocument }) {
  const trail = useTrail();
  const all = occurrences(document);
  const grades = [...new Set(all.filter(({ figure }) => !figure.missing).map(({ figure }) => figure.grade))];
  return (
    <aside className="report-side report-margin" aria-label="旁注">
      {document.missing.length ? (
        <section className="margin-part">
          <h2 className="side-title">缺 {document.missing.length} 个数</h2>
          <ul>
            {document.missing.map((missing, i) => (
              <li key={i} className="note">
                <Link to={trail.only({ kind: 'figure', indicator: missing.indicator, unit: missing.unit.id, period: missing.period })}>
                  {missing.unit.id === document.unit.id ? missing.name : `${missing.unit.name} · ${missing.name}`}
                </Link>
                <span className="hint">{missing.message}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {document.warnings.length ? (
        <section className="margin-part">
          <h2 className="side-title">请留意</h2>
          <Findings findings={document.warnings} />
        </section>
      ) : null}
      <section className="margin-part">
        <h2 className="side-title">共 {all.length} 处数字，点开都能看到依据</h2>
        <GradeLegend of={grades} />
      </section>
    </aside>
  );
}
