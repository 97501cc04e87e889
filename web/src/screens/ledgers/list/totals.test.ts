import { expect, test } from 'vitest';
import type { Field, LedgerRecord, Totals } from '../../../api/types';
import type { Column } from './shown_columns';
import { isAdded, sumsOf, totalsOf } from './totals';

const column = (id: string, type: string, more: Partial<Field> = {}): Column => ({
  id,
  name: id,
  sortable: true,
  downFirst: false,
  field: { id, name: id, type, ...more } as Field,
});
const columns: Column[] = [
  { id: 'unit', name: '单位', sortable: true, downFirst: false },
  column('count', 'integer'),
  column('paid', 'money', { in: '万元', factor: '10000' } as Partial<Field>),
  column('area', 'decimal', { dated: true }),
  column('name', 'text'),
];
const record = (fields: Record<string, unknown>) => ({ fields }) as unknown as LedgerRecord;

/** What the columns of these records add up to. */
function check(records: Record<string, unknown>[], expect_: string) {
  expect(sumsOf(columns, records.map(record)).join('|')).toBe(expect_);
}

test('numbers are added exactly, in the unit they are written in', () => {
  check([{ count: 1, paid: '15000.1', name: '甲' }, { count: 2345, paid: '5000.2' }], '|2,346|2.00003||');
});
test('of one that keeps spells the last counts', () => {
  check([{ area: [{ since: '2020-01-01', value: '1.5' }, { since: '2021-01-01', value: '2.5' }] }, { area: '1' }], '|||3.5|');
});
test('what is not there or not shown adds nothing', () => check([{ count: null, paid: '***' }, {}], '||||'));

test('sums of all pages come from the server', () => {
  const totals: Totals = { total: 9, as_of: '', sums: [{ field: 'paid', sum: '20000', of: 3 }, { field: 'count', of: 0 }] };
  expect(totalsOf(columns, totals).join('|')).toBe('||2||');
  expect(totalsOf(columns, undefined).join('|')).toBe('||||');
});

test('a list without numbers is not added up', () => {
  expect([isAdded(columns), isAdded(columns.filter(({ field }) => !field || field.type === 'text'))]).toEqual([true, false]);
});
