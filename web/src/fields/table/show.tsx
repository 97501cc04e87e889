import type { Field, Json } from '../../api/types';
import type { ShowProps } from '../types';

/** Child rows as a small table. */
export function TableShow({ field, value }: ShowProps) {
  const rows = Array.isArray(value) ? (value as { [key: string]: Json }[]) : [];
  const columns = field.fields ?? [];
  if (!rows.length) return null;
  return (
    <table className="rows">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col">
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            {columns.map((column) => (
              <td key={column.id}>{written(row[column.id], column.codes)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function written(value: Json | undefined, codes: Field['codes']): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return codes?.find(({ code }) => code === value)?.name ?? String(value);
}
