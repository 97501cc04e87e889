import type { ImportReport } from '../../api/types';
import { areSeveral } from './child_sheets';

/** The sheet's own totals against ours. */
export function ImportTotals({ report }: { report: ImportReport }) {
  if (!report.totals.length) return null;
  return (
    <section aria-label="合计核对" data-part="import-totals">
      <h2 className="group-title">合计核对</h2>
      <table className="import-totals">
        <thead>
          <tr>
            <th>哪一列</th>
            <th className="number">表上合计</th>
            <th className="number">算得</th>
            <th>结果</th>
          </tr>
        </thead>
        <tbody>
          {report.totals.map(({ page, row, column, heading, measure, sheet, ours, agrees, differs, look }) => (
            <tr key={`${page}:${row}:${column}`} data-agrees={agrees}>
              <td>
                {heading}
                <small>
                  {page && areSeveral(report) ? `${page} ` : ''}第 {row} 行{measure ? `，${measure}` : ''}
                </small>
              </td>
              <td className="number">{sheet}</td>
              <td className="number">{ours}</td>
              <td>{agrees ? '一致' : `差 ${differs}${look.length ? `，看第 ${look.join('、')} 行` : ''}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const WHY: Record<string, string> = { total: '合计', note: '说明或落款', continued: '合并格的下半行', chosen: '您选择不导入' };

/** Rows that are no records, and why. */
export function ImportLeftOut({ report }: { report: ImportReport }) {
  if (!report.left_out.length) return null;
  return (
    <details className="import-left">
      <summary>略过了 {report.left_out.length} 行，不是记录</summary>
      <ul>
        {report.left_out.map(({ sheet, row, text, why }) => (
          <li key={`${sheet}:${row}`}>
            {sheet && areSeveral(report) ? `${sheet} ` : ''}第 {row} 行“{text}”：{WHY[why] ?? why}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Of records that change: each with its old and new, before anything is written. */
export function ImportChanges({ report, open }: { report: ImportReport; open?: boolean }) {
  const changed = report.touched.filter(({ becomes }) => becomes === 'changed');
  if (!report.changed) return null;
  return (
    <details className="import-left" data-part="import-changes" open={open}>
      <summary>有变化 {report.changed} 条：看改了什么</summary>
      <ul>
        {changed.map(({ sheet, row, title, changes }) => (
          <li key={`${sheet}:${row}`}>
            {title || '（未名）'}（第 {row} 行）
            <ul>
              {changes.map(({ field, name, before, after }) => (
                <li key={field}>
                  {name}：{before ? <del>{before}</del> : '原来没有填'} → {after ? <ins>{after}</ins> : '清空'}
                </li>
              ))}
            </ul>
          </li>
        ))}
        {changed.length < report.changed ? <li>……等 {report.changed} 条</li> : null}
      </ul>
    </details>
  );
}

interface ListsProps {
  report: ImportReport;
  ends: boolean;
  end: (ends: boolean) => void;
}

/** Of a whole list: what is new, what changes, and what is missing; the missing end only when that is confirmed. */
export function ImportLists({ report, ends, end }: ListsProps) {
  const of = (kind: string) => report.touched.filter(({ becomes }) => becomes === kind).map(({ row, title }) => `${title || '（未名）'}（第 ${row} 行）`);
  return (
    <section aria-label="与名册对照" data-part="import-lists">
      <h2 className="group-title">与名册对照</h2>
      <List name="新登记" count={report.new} items={of('new')} />
      {report.changed ? <ImportChanges report={report} /> : <p className="hint">有变化 0 条</p>}
      <List name="名册里有、表里没有" count={report.missing.length} items={report.missing.map(({ title }) => title)} />
      {report.missing.length ? (
        <label className="import-confirm">
          <input type="checkbox" checked={ends} onChange={(event) => end(event.target.checked)} />
          确认：这 {report.missing.length} 条到名册那一天结束。以前的数不变，以后不再算进去。
        </label>
      ) : null}
    </section>
  );
}

function List({ name, count, items }: { name: string; count: number; items: string[] }) {
  if (!count) return <p className="hint">{name} 0 条</p>;
  return (
    <details className="import-left">
      <summary>
        {name} {count} 条
      </summary>
      <ul>
        {items.map((item, i) => (
          <li key={i}>{item}</li>
        ))}
        {items.length < count ? <li>……等 {count} 条</li> : null}
      </ul>
    </details>
  );
}
