import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { ledger as ledgerQuery } from '../../api/queries';
import type { EvidenceRow, Field, Figure } from '../../api/types';
import { sum } from '../../figures/decimal';
import { isNumber } from '../../fields/registry';
import { useTrail } from '../../figures/trail';

interface Props {
  title: string;
  ledger: string;
  rows: EvidenceRow[];
  total: number;
  measure: string;
  fold?: string | null | undefined;
  /** Where some rows belong to the part and the others only to the whole: the share they make. */
  share: Figure;
}

const COLUMNS = 2;

/** The records a figure stands on, each with what it contributes. */
export function EvidenceRows({ title, ledger, rows, total, measure, fold, share }: Props) {
  const trail = useTrail();
  const [only, setOnly] = useState(false);
  const known = useQuery(ledgerQuery(ledger)).data;
  const columns = known ? telling(known.fields, known.title, rows) : [];
  const parted = rows.some((row) => row.part !== undefined && row.part !== null);
  const contributes = !parted && rows.some((row) => row.contribution !== undefined && row.contribution !== null);
  const complete = rows.length === total;
  const added = sum(rows.map((row) => row.contribution ?? undefined));
  if (!rows.length) return <p className="closed-note">这段时期、这个范围内没有记录。</p>;
  return (
    <>
      <h3>{title}</h3>
      {parted ? (
        <p className="closed-note" data-part="share">
          {share.denominator ?? total} 中有 {share.numerator ?? '—'} 符合口径，占 {share.value}
          {share.in}。
          <label className="only">
            <input type="checkbox" checked={only} onChange={(event) => setOnly(event.target.checked)} />
            只看不符合的
          </label>
        </p>
      ) : null}
      <div className="table-scroll">
        <table className="rows" data-part="rows">
          <thead>
            <tr>
              <th scope="col">记录</th>
              {columns.map((field) => (
                <th key={field.id} scope="col" className={isNumber(field) ? 'row-more number' : 'row-more'}>
                  {field.name}
                  {isNumber(field) && field.in ? `（${field.in}）` : ''}
                </th>
              ))}
              {parted ? <th scope="col">符合</th> : null}
              {contributes ? (
                <th scope="col" className="number">
                  计入（{measure}）
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.filter(({ part }) => !only || part === false).map((row) => {
              const step = { kind: 'record', ledger: row.ledger, book: row.book, record: row.record } as const;
              return (
                <tr key={`${row.book}/${row.record}`} data-record={row.record}>
                  <td>
                    <Link to={trail.after(step)}>{row.title || '（无标题）'}</Link>
                    <span className="row-where">{row.group ? `${row.unit_name} · ${row.group}` : row.unit_name}</span>
                  </td>
                  {columns.map((field) => (
                    <td key={field.id} className={isNumber(field) ? 'row-more number' : 'row-more'}>
                      {isNumber(field) ? bare(textOf(row, field), field) : textOf(row, field)}
                    </td>
                  ))}
                  {parted ? <td className={row.part ? 'row-in' : 'row-out'}>{row.part ? '符合' : '不符合'}</td> : null}
                  {contributes ? <td className="number">{row.contribution ?? '—'}</td> : null}
                </tr>
              );
            })}
          </tbody>
          {contributes && complete && fold !== undefined && fold !== null && sum([fold]) === added ? (
            <tfoot>
              <tr>
                <td>逐条相加，与上面的数一致</td>
                {columns.map((field) => (
                  <td key={field.id} className="row-more" />
                ))}
                <td className="number">{added}</td>
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
    </>
  );
}

/** The fields that tell the rows apart: numbers and days first, leaving out what the title already says. */
function telling(fields: Field[], title: string[], rows: EvidenceRow[]): Field[] {
  const order = ['money', 'decimal', 'integer', 'date', 'choice'];
  return fields
    .filter((field) => order.includes(field.type) && !title.includes(field.id) && tells(field, rows))
    .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    .slice(0, COLUMNS);
}

/** A field tells something if some row has it, and not merely what the row contributes anyway. */
function tells(field: Field, rows: EvidenceRow[]): boolean {
  const texts = rows.map((row) => bare(textOf(row, field), field));
  return texts.some((text) => text !== '') && !texts.every((text, i) => text === rows[i]?.contribution);
}

/** The number without its unit word, which stands in the heading. */
function bare(text: string, field: Field): string {
  return field.in && text.endsWith(field.in) ? text.slice(0, -field.in.length) : text;
}

function textOf(row: EvidenceRow, field: Field): string {
  return row.shown.find((one) => one.field === field.id)?.text ?? '';
}
