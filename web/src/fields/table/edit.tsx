import { Button } from 'antd';
import type { Json } from '../../api/types';
import { plainEditOf } from '../editors';
import type { EditProps } from '../types';

type Row = { [key: string]: Json };

/** Child rows, each with the editors of its fields. */
export function TableEdit({ id, field, value, onChange, describedBy }: EditProps) {
  const rows = Array.isArray(value) ? (value as Row[]) : [];
  const put = (next: Row[]) => onChange(next.length ? next : null);
  return (
    <div id={id}>
      {rows.map((row, i) => (
        <fieldset key={i} aria-label={`${field.name}第 ${i + 1} 行`} style={{ marginBottom: 12, paddingLeft: 12, borderLeft: '1px solid var(--rule-2)' }}>
          {(field.fields ?? []).map((column) => {
            const Edit = plainEditOf(column);
            const key = `${id}-${i}-${column.id}`;
            return (
              <div key={column.id} style={{ marginBottom: 8 }}>
                <label htmlFor={key}>{column.name}</label>
                <Edit
                  field={column}
                  id={key}
                  describedBy={describedBy}
                  wrong={false}
                  value={row[column.id]}
                  onChange={(cell) => put(rows.map((old, j) => (j === i ? { ...old, [column.id]: cell } : old)))}
                />
              </div>
            );
          })}
          <Button size="small" onClick={() => put(rows.filter((_, j) => j !== i))}>
            去掉这一行
          </Button>
        </fieldset>
      ))}
      <Button onClick={() => put([...rows, {}])}>加一行</Button>
    </div>
  );
}
