import type { Field, Ledger, LedgerRecord } from '../../../api/types';
import { isNumber } from '../../../fields/registry';

/** A column beside the title: the unit, the state, or a field. */
export interface Column {
  id: string;
  name: string;
  sortable: boolean;
  /** The largest or the latest are what people look for first. */
  downFirst: boolean;
  field?: Field;
}

const USUAL = 7;
const LONG = ['table', 'file', 'photo', 'point', 'line', 'polygon'];

/** Every column there is to choose from. What is no line of text stays on the record's page. */
export function columnsOf(ledger: Ledger): Column[] {
  const own: Column[] = [{ id: 'unit', name: '单位', sortable: true, downFirst: false }];
  if (ledger.states.length) own.push({ id: 'state', name: '状态', sortable: true, downFirst: false });
  const fields = ledger.fields
    .filter(({ type }) => !LONG.includes(type))
    .map((field): Column => ({ id: field.id, name: heading(field), sortable: field.sortable !== false, downFirst: isNumber(field) || field.type === 'date', field }));
  return [...own, ...fields];
}

/**
 * Those that were chosen, in their order. Where none were: what the title says is not said twice, what no row has takes
 * no room, and long text waits to be asked for.
 */
export function shownColumns(ledger: Ledger, chosen: string[] | undefined, records: LedgerRecord[]): Column[] {
  const all = columnsOf(ledger);
  if (chosen) return chosen.flatMap((id) => all.find((column) => column.id === id) ?? []);
  const told = ({ field }: Column) => !field || (field.type !== 'long_text' && !ledger.title.includes(field.id) && (!records.length || records.some(({ shown }) => shown[field.id])));
  const own = all.filter(({ field }) => !field);
  return [...own, ...all.filter((column) => column.field && told(column)).slice(0, USUAL)];
}

/** What a list on the screen shows, as columns of a file: what the title is made of, each in its own, and then the others. */
export function exportColumns(ledger: Ledger, shown: Column[]): string[] {
  return [...new Set([...ledger.title, ...shown.map(({ id }) => id)])];
}

/** One place up or down. */
export function moved(ids: string[], id: string, by: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  const next = ids.filter((known) => known !== id);
  next.splice(to, 0, id);
  return next;
}

/** The name with the unit its numbers are written in. */
function heading(field: Field): string {
  return isNumber(field) && field.in ? `${field.name}（${field.in}）` : field.name;
}
