import type { Field, Json, LedgerRecord, Totals } from '../../../api/types';
import { toWritten } from '../../../fields/number/measure';
import { isNumber } from '../../../fields/registry';
import { readSpells } from '../../../fields/dated/spells';
import { grouped, sum } from '../../../figures/decimal';
import type { Column } from './shown_columns';

/** Whether a list shows anything that is added up. */
export function isAdded(columns: Column[]): boolean {
  return columns.some(({ field }) => field !== undefined && isNumber(field));
}

/** What each column of these records adds up to, as it is written; nothing of what is no number. A masked value adds nothing. */
export function sumsOf(columns: Column[], records: LedgerRecord[]): string[] {
  return columns.map(({ field }) => {
    if (!field || !isNumber(field)) return '';
    const values = records.map((record) => latest(record.fields[field.id])).filter((value) => value !== undefined);
    return values.length ? written(field, sum(values)) : '';
  });
}

/** The same of all pages, as the server added them. */
export function totalsOf(columns: Column[], totals: Totals | undefined): string[] {
  return columns.map(({ id, field }) => {
    const one = field && isNumber(field) ? totals?.sums.find((sum) => sum.field === id) : undefined;
    return field && typeof one?.sum === 'string' ? written(field, one.sum) : '';
  });
}

function written(field: Field, stored: string): string {
  return grouped(toWritten(field, stored) ?? stored);
}

/** The number itself; of one that keeps spells, the last. */
function latest(value: Json | undefined): string | undefined {
  const spells = readSpells(value);
  const last = spells.length ? spells[spells.length - 1]?.value : value;
  const text = typeof last === 'string' || typeof last === 'number' ? String(last) : '';
  return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
}
