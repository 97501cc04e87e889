import type { ImportColumn, ImportReport, Ledger } from '../../api/types';
import { aliasOf, inWords, type Known } from './columns';
import { useKnown } from './useKnown';

interface Props {
  ledger: Ledger;
  report: Pick<ImportReport, 'columns' | 'sample'>;
  /** Of a sheet that brings the rows of a table: its name. */
  sheet?: string;
  columns: Record<string, string>;
  say: (columns: Record<string, string>) => void;
}

/** The sheet's columns with their first cells, and what each was taken for; another choice asks again. */
export function ImportColumns({ ledger, report, sheet, columns, say }: Props) {
  const taken = [...report.columns].sort((a, b) => a.column - b.column);
  const sample = report.sample.slice(0, 3);
  const known = useKnown(ledger);
  const title = `${sheet ? `“${sheet}”` : ''}各列对上了什么`;
  if (!taken.length) return null;
  return (
    <section aria-label={title} data-part="import-columns" data-sheet={sheet}>
      <h2 className="group-title">
        {title}
        <small>不对的点开改；改过的，下次照着来</small>
      </h2>
      <ul className="import-columns">
        {taken.map((one) => (
          <Column key={one.column} {...{ one, ledger, sample, known }} say={(field) => say(without(columns, one.heading, field))} />
        ))}
      </ul>
    </section>
  );
}

/** A part of a field is chosen by its heading alone, never from the list. */
const PART = 'part';
/** What brings nothing. */
const UNREAD: ImportColumn['brings'][] = ['nothing', 'named', 'unknown'];
/** Back to what the heading says. */
const HEADING = 'heading';

function without(columns: Record<string, string>, heading: string, field: string): Record<string, string> {
  const { [heading]: _, ...others } = columns;
  return field === HEADING || field === PART ? others : { ...others, [heading]: field };
}

interface ColumnProps {
  one: ImportReport['columns'][number];
  ledger: Ledger;
  sample: ImportReport['sample'];
  known: Known;
  say: (field: string) => void;
}

function Column({ one, ledger, sample, known, say }: ColumnProps) {
  const { column, heading, field, brings, measure, source } = one;
  const part = inWords(one, ledger, known);
  const alias = aliasOf(one, ledger);
  return (
    <li className={UNREAD.includes(brings) ? 'column-unread' : undefined} data-column={column}>
      <b>{heading || `第 ${column} 列`}</b>
      <span className="import-sample">{sample.map(({ cells }) => cells[column - 1]).filter(Boolean).join('　') || '（空）'}</span>
      <select aria-label={`“${heading}”是台账的哪一项`} value={part ? PART : (field ?? '-')} onChange={(event) => say(event.target.value)}>
        {part ? <option value={PART}>{part}</option> : null}
        {source === 'said' ? <option value={HEADING}>照列名认</option> : null}
        <option value="-">不导入这一列</option>
        <option value="unit">所属单位</option>
        {ledger.fields.map(({ id, name, required }) => (
          <option key={id} value={id}>
            {name}
            {required ? '（必填）' : ''}
          </option>
        ))}
      </select>
      <span className="hint">
        {measure ? `按${measure}读。` : ''}
        {alias ? `台账里也叫“${alias}”。` : ''}
        {source === 'remembered' ? '按上次的对应。' : source === 'said' ? '您选的。' : ''}
      </span>
    </li>
  );
}
