import { expect, test } from 'vitest';
import type { Field, Ledger, LedgerRecord } from '../../../api/types';
import { columnsOf, exportColumns, moved, shownColumns } from './shown_columns';

const field = (id: string, type = 'text', more: Partial<Field> = {}) => ({ id, name: id, type, dated: false, ...more }) as Field;
const ledger = {
  title: ['name'],
  states: [],
  fields: [field('name'), field('note', 'long_text'), field('sum', 'money', { in: '万元' }), field('seat', 'point'), ...'abcdefgh'.split('').map((id) => field(id))],
} as unknown as Ledger;
const row = (...ids: string[]) => ({ shown: Object.fromEntries(ids.map((id) => [id, 'x'])) }) as unknown as LedgerRecord;
const ids = (columns: { id: string }[]) => columns.map(({ id }) => id).join(' ');

test('what may be chosen: all that is a line of text', () => {
  expect(ids(columnsOf(ledger))).toBe('unit name note sum a b c d e f g h');
  expect(ids(columnsOf({ ...ledger, states: [{ id: 's', name: 's', final: false }] }))).toMatch(/^unit state name/);
  expect(columnsOf(ledger).find(({ id }) => id === 'sum')).toMatchObject({ name: 'sum（万元）', downFirst: true });
});

test('what is usual: not what the title says, not what no row has, and not too many', () => {
  expect(ids(shownColumns(ledger, undefined, [row('name', 'sum', 'b'), row('c')]))).toBe('unit sum b c');
  expect(ids(shownColumns(ledger, undefined, []))).toBe('unit sum a b c d e f');
});

test('what was chosen, in its order, without what is gone', () => {
  expect(ids(shownColumns(ledger, ['note', 'gone', 'unit'], [row('b')]))).toBe('note unit');
});

test.each([
  ['a b c', 'c', -1, 'a c b'],
  ['a b c', 'a', 1, 'b a c'],
  ['a b c', 'a', -1, 'a b c'],
  ['a b c', 'x', 1, 'a b c'],
] as const)('%s: %s by %i', (before, id, by, after) => expect(moved(before.split(' '), id, by).join(' ')).toBe(after));

test('a file has what the title is made of, each in its own column, and nothing twice', () => {
  expect(exportColumns(ledger, shownColumns(ledger, ['note', 'unit', ...ledger.title], []))).toEqual([...ledger.title, 'note', 'unit']);
});
