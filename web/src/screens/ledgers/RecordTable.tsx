import { Link } from 'react-router';
import type { Field, Ledger, LedgerRecord } from '../../api/types';
import { sum } from '../../figures/decimal';
import { toWritten } from '../../fields/number/measure';
import { cellOf, isNumber } from '../../fields/registry';
import { useTrail } from '../../figures/trail';

interface Props {
  ledger: Ledger;
  records: LedgerRecord[];
  sort: string;
  setSort: (sort: string) => void;
}

const COLUMNS = 6;

/** Records as rows: the title first, then the fields of the form; numbers are added up for the page. */
export function RecordTable({ ledger, records, sort, setSort }: Props) {
  const trail = useTrail();
  const columns = columnsOf(ledger, records);
  const sums = columns.map((field) => (isNumber(field) && !field.dated ? sumOf(field, records) : ''));
  return (
    <div className="table-scroll">
      <table className="rows rows-cards" data-part="records">
        <thead>
          <tr>
            <th scope="col">记录</th>
            <th scope="col">单位</th>
            {ledger.states.length ? <th scope="col">状态</th> : null}
            {columns.map((field) => (
              <th key={field.id} scope="col" className={isNumber(field) ? 'number' : undefined} aria-sort={sortOf(field, sort)}>
                {field.sortable === false ? heading(field) : <Sorter field={field} sort={sort} setSort={setSort} />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={`${record.book}/${record.record}`} data-record={record.record}>
              <td>
                <Link to={trail.only({ kind: 'record', ledger: record.ledger, book: record.book, record: record.record })}>
                  {record.title || '（无标题）'}
                </Link>
              </td>
              <td data-label="单位">{record.unit_name}</td>
              {ledger.states.length ? (
                <td data-label="状态">
                  <span className="state">{record.state_name}</span>
                </td>
              ) : null}
              {columns.map((field) => {
                const Cell = cellOf(field);
                const text = record.shown[field.id];
                const label = heading(field);
                return (
                  <td key={field.id} data-label={label} className={[isNumber(field) ? 'number' : '', text ? '' : 'cell-empty', record.masked.includes(field.id) && text ? 'masked' : ''].join(' ')}>
                    <Cell field={field} value={record.fields[field.id]} text={text} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {records.length > 1 && sums.some((total) => total !== '') ? (
          <tfoot>
            <tr>
              <td colSpan={ledger.states.length ? 3 : 2}>本页 {records.length} 条合计</td>
              {columns.map((field, i) => (
                <td key={field.id} data-label={heading(field)} className={['number', sums[i] ? '' : 'cell-empty'].join(' ')}>
                  {sums[i]}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function Sorter({ field, sort, setSort }: { field: Field; sort: string; setSort: (sort: string) => void }) {
  const up = sort === field.id;
  const down = sort === `-${field.id}`;
  return (
    <button type="button" className="sort" aria-pressed={up || down} onClick={() => setSort(down ? field.id : `-${field.id}`)}>
      {heading(field)}
      {up ? ' ↑' : down ? ' ↓' : ''}
    </button>
  );
}

function sortOf(field: Field, sort: string): 'ascending' | 'descending' | undefined {
  if (sort === field.id) return 'ascending';
  return sort === `-${field.id}` ? 'descending' : undefined;
}

function heading(field: Field): string {
  return isNumber(field) && field.in ? `${field.name}（${field.in}）` : field.name;
}

/** What the title says is not said twice, what no row has takes no room, and long things stay on the record's page. */
function columnsOf(ledger: Ledger, records: LedgerRecord[]): Field[] {
  return ledger.fields
    .filter(({ id }) => records.some((record) => record.shown[id]))
    .filter(({ id, type }) => !ledger.title.includes(id) && !['long_text', 'table', 'file', 'photo', 'point', 'line', 'polygon'].includes(type))
    .slice(0, COLUMNS);
}

function sumOf(field: Field, records: LedgerRecord[]): string {
  const values = records.map(({ fields }) => fields[field.id]).filter((value) => value !== undefined && value !== null);
  if (!values.length) return '';
  const total = sum(values.map(String));
  return toWritten(field, total) ?? total;
}
