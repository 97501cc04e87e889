import type { ListAsk } from '../../../api/queries';
import type { Ledger, LedgerRecord } from '../../../api/types';
import { isNumber } from '../../../fields/registry';
import { RecordRow } from './RecordRow';
import { keyOf, ofPage, pageToggled, type Selection } from './selection';
import type { Column } from './shown_columns';
import { pressed, type Sort } from './sort';
import { Totals } from './Totals';
import { useRows } from './useRows';

interface Props {
  ledger: Ledger;
  /** What the list was asked for. */
  asked: ListAsk;
  columns: Column[];
  records: LedgerRecord[];
  /** Rows on all pages, and before this one. */
  total: number;
  skipped: number;
  sorts: Sort[];
  setSorts: (sorts: Sort[]) => void;
  selection: Selection;
  select: (selection: Selection) => void;
}

/** Records as rows: the title first, then the columns; numbers are added up. Headings and titles stay in sight. */
export function RecordTable({ ledger, asked, columns, records, total, skipped, sorts, setSorts, selection, select }: Props) {
  const rows = useRows(records, selection, select);
  const page = ofPage(selection, records);
  return (
    <div className="table-scroll list-scroll">
      <table className="rows rows-cards list-table" data-part="records" role="grid" aria-multiselectable aria-rowcount={total + 1} aria-label={ledger.name}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="list-check">
              <input
                type="checkbox"
                aria-label="选择本页全部"
                checked={page === 'all'}
                ref={(box) => {
                  if (box) box.indeterminate = page === 'some';
                }}
                onChange={() => select(pageToggled(selection, records))}
              />
            </th>
            <th scope="col" className="list-title">
              记录
            </th>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sorts={sorts} setSorts={setSorts} />
            ))}
          </tr>
        </thead>
        <tbody ref={rows.body} onKeyDown={rows.onKeyDown}>
          {records.map((record, i) => (
            <RecordRow
              key={keyOf(record)}
              record={record}
              columns={columns}
              rowIndex={skipped + i + 2}
              focusable={i === rows.current}
              chosen={selection.has(keyOf(record))}
              toggle={(range) => rows.toggle(i, range)}
              onFocus={() => rows.setCurrent(i)}
            />
          ))}
        </tbody>
        <Totals ledger={ledger.id} asked={asked} columns={columns} records={records} total={total} />
      </table>
    </div>
  );
}

function Heading({ column, sorts, setSorts }: { column: Column; sorts: Sort[]; setSorts: (sorts: Sort[]) => void }) {
  const at = sorts.findIndex(({ field }) => field === column.id);
  const sort = sorts[at];
  const number = column.field && isNumber(column.field) ? 'number' : undefined;
  if (!column.sortable) {
    return (
      <th scope="col" className={number}>
        {column.name}
      </th>
    );
  }
  return (
    <th scope="col" className={number} aria-sort={sort ? (sort.down ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        className="sort"
        data-sort={column.id}
        aria-pressed={sort !== undefined}
        title="按这一列排序；按住 Shift 再点，可以依次按几列排"
        onClick={(event) => setSorts(pressed(sorts, column.id, column.downFirst, event.shiftKey))}
      >
        {column.name}
        {sort ? (sort.down ? ' ↓' : ' ↑') : ''}
        {sort && sorts.length > 1 ? <sup>{at + 1}</sup> : null}
      </button>
    </th>
  );
}
