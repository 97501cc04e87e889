import { Link } from 'react-router';
import type { LedgerRecord } from '../../../api/types';
import { cellOf, isNumber } from '../../../fields/registry';
import { useTrail } from '../../../figures/trail';
import { UnitLink } from '../../../shell/UnitLink';
import type { Column } from './shown_columns';

interface Props {
  record: LedgerRecord;
  columns: Column[];
  rowIndex: number;
  /** The row that the tab key comes to; the arrows lead on from there. */
  focusable: boolean;
  chosen: boolean;
  toggle: (range: boolean) => void;
  onFocus: () => void;
}

/** One record. The row itself takes the keyboard: its link and its box are pressed by Enter and the space bar. */
export function RecordRow({ record, columns, rowIndex, focusable, chosen, toggle, onFocus }: Props) {
  const trail = useTrail();
  const step = { kind: 'record', ledger: record.ledger, book: record.book, record: record.record } as const;
  const title = record.title || '（无标题）';
  return (
    <tr
      data-record={record.record}
      aria-rowindex={rowIndex}
      aria-selected={chosen}
      tabIndex={focusable ? 0 : -1}
      className={trail.isOpen(step) ? 'row-open' : undefined}
      onFocus={onFocus}
    >
      <td className="list-check">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`选择 ${title}`}
          checked={chosen}
          onChange={(event) => toggle(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        />
      </td>
      <td className="list-title">
        <Link to={trail.only(step)} tabIndex={-1}>
          {title}
        </Link>
      </td>
      {columns.map((column) => (
        <Cell key={column.id} record={record} column={column} />
      ))}
    </tr>
  );
}

function Cell({ record, column: { id, name, field } }: { record: LedgerRecord; column: Column }) {
  if (!field) {
    return <td data-label={name}>{id === 'state' ? <span className="state">{record.state_name}</span> : <UnitLink unit={record.unit} name={record.unit_name} tabIndex={-1} />}</td>;
  }
  const Show = cellOf(field);
  const text = record.shown[id];
  const classes = [isNumber(field) ? 'number' : '', text ? '' : 'cell-empty', record.masked.includes(id) && text ? 'masked' : ''];
  return (
    <td data-label={name} className={classes.join(' ').trim()}>
      <Show field={field} value={record.fields[id]} text={text} record={record} />
    </td>
  );
}
