import { Link } from 'react-router';
import type { AnnexRow } from '../../api/types';
import { GradeMark } from '../../figures/GradeMark';
import { useTrail } from '../../figures/trail';

/** What every figure rests on, as a table to be printed for the one who must sign. */
export function BasisTable({ rows }: { rows: AnnexRow[] }) {
  const trail = useTrail();
  return (
    <div className="table-scroll">
      <table className="basis-table" data-part="basis">
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">指标</th>
            <th scope="col">文中写作</th>
            <th scope="col">数值</th>
            <th scope="col">等级、截至</th>
            <th scope="col">口径</th>
            <th scope="col">谁负责</th>
            <th scope="col" className="basis-sign">
              签字
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number} data-grade={row.grade}>
              <td className="basis-number">{row.number}</td>
              <td className="basis-name">
                <Link to={trail.only({ kind: 'figure', indicator: row.indicator, unit: row.unit, period: row.period })}>{row.name}</Link>
              </td>
              <td data-label="文中写作" className={row.printed === row.value ? 'basis-same' : undefined}>{row.printed}</td>
              <td data-label="数值" className="basis-value">{row.value}</td>
              <td data-label="等级、截至">
                <span className="basis-grade">
                  {row.grade_name}
                  <GradeMark grade={row.grade} />
                </span>
                <span className="basis-until">{row.until}</span>
              </td>
              <td data-label="口径">
                {row.definition}
                {row.source ? <span className="hint">来源：{row.source}</span> : null}
              </td>
              <td data-label="谁负责">{row.answers}</td>
              <td className="basis-sign" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
