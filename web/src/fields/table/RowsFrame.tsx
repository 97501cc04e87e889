import type { Field } from '../../api/types';
import { totals, type Row } from './rows';

/** The headings of child rows: their number first. */
export function RowsHead({ columns, acts = false }: { columns: Field[]; acts?: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col">序号</th>
        {columns.map((column) => (
          <th key={column.id} scope="col">
            {column.name}
          </th>
        ))}
        {acts ? <td /> : null}
      </tr>
    </thead>
  );
}

/** How many there are, and what their numbers add up to. */
export function RowsTotal({ columns, rows, acts = false }: { columns: Field[]; rows: Row[]; acts?: boolean }) {
  if (rows.length < 2) return null;
  return (
    <tfoot>
      <tr>
        <td>共 {rows.length} 行</td>
        {totals(columns, rows).map((total, i) => (
          <td key={i} className="child-whole">
            {total}
          </td>
        ))}
        {acts ? <td /> : null}
      </tr>
    </tfoot>
  );
}
