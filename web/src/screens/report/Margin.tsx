import { Link } from 'react-router';
import type { ReportDocument } from '../../api/types';
import { GradeLegend } from '../../figures/GradeMark';
import { figureStep, useTrail } from '../../figures/trail';
import { Findings } from '../../shell/Trouble';
import { useUnitName } from '../../shell/useUnitName';
import { occurrences } from './occurrences';

/** Beside the sheet: what is to be done about it, what to look at, what the marks mean. */
export function Margin({ document, children }: { document: ReportDocument; children: React.ReactNode }) {
  const all = occurrences(document);
  const empty = all.filter(({ figure }) => figure.rows === 0 && Number(figure.value ?? 1) === 0);
  const trail = useTrail();
  const unitName = useUnitName();
  const grades = [...new Set(all.filter(({ figure }) => !figure.missing).map(({ figure }) => figure.grade))];
  return (
    <aside className="report-side report-margin" aria-label="旁注">
      {children}
      {empty.length ? (
        <section className="margin-part" data-part="empty">
          <h2 className="side-title">{empty.length} 处是 0，因为没有登记过</h2>
          <details>
            <summary>是哪些</summary>
            <ul>
              {empty.map(({ name, figure }) => (
                <li key={name} className="note">
                  <Link to={trail.only(figureStep(figure))}>
                    {figure.unit === document.unit.id ? '' : unitName(figure.unit)}
                    {figure.name}
                  </Link>
                </li>
              ))}
            </ul>
          </details>
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
