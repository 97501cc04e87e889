import type { ShowProps } from '../types';
import { RowsHead, RowsTotal } from './RowsFrame';
import { cellClass, rowsOf, words } from './rows';

/** Child rows as a small table. Many of them scroll in a frame of their own; on paper all are there. */
export function TableShow({ field, value }: ShowProps) {
  const rows = rowsOf(value);
  const columns = field.fields ?? [];
  if (!rows.length) return null;
  return (
    <div className="child-scroll" tabIndex={0} role="region" aria-label={`${field.name}，${rows.length} 行`}>
      <table className="rows">
        <RowsHead columns={columns} />
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              <td className="child-number">{i + 1}</td>
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>{words(column, row[column.id])}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <RowsTotal columns={columns} rows={rows} />
      </table>
    </div>
  );
}
