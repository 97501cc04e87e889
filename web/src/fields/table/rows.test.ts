import { expect, test } from 'vitest';
import type { Field } from '../../api/types';
import { pasted, totals, words, type Row } from './rows';

const field = (id: string, name: string, type: string, more: Partial<Field> = {}): Field => ({
  id, name, type, required: false, privacy: 'internal', dated: false, ...more,
});
const item = field('item', '项目', 'text');
const amount = field('amount', '金额', 'money', { in: '万元', factor: '10000', scale: 2 });
const paid = field('paid', '已付', 'bool');
const on = field('on', '日期', 'date');
const kind = field('kind', '类别', 'choice', { codes: [{ code: 'seed', name: '种子' }, { code: 'feed', name: '饲料' }] });
const columns = [item, amount, paid, on, kind];

test.each<[string, string, number, Row[] | undefined]>([
  ['a word is no table', '种子', 0, undefined],
  ['rows in order', '种子\t1.5\n农药\t2', 0, [{ item: '种子', amount: '15000' }, { item: '农药', amount: '20000' }]],
  ['from the column where it is pasted', '1.5\t是\n2\t否', 1, [{ amount: '15000', paid: true }, { amount: '20000', paid: false }]],
  ['headings place the columns, and are no row', '金额\t项目\n1,200\t种子\n', 0, [{ amount: '12000000', item: '种子' }]],
  ['what a spreadsheet writes of days, units and codes', '肥料\t3万元\t√\t2026年3月5日\t饲料', 0, [{ item: '肥料', amount: '30000', paid: true, on: '2026-03-05', kind: 'feed' }]],
  ['what is no number and no code stays for the checks', '肥料\t约三万\t\t三月\t农膜', 0, [{ item: '肥料', amount: '约三万', on: '三月', kind: '农膜' }]],
  ['empty lines and empty cells are left out', '种子\t\n\t\n农药\t2\r\n', 0, [{ item: '种子' }, { item: '农药', amount: '20000' }]],
  ['more cells than columns', '种子\t1\t是\t2026-1-2\t种子\t多出\t来的', 0, [{ item: '种子', amount: '10000', paid: true, on: '2026-01-02', kind: 'seed' }]],
])('%s', (_, text, from, expected) => expect(pasted(text, columns, from)).toEqual(expected));

test.each<[Field, Row[string], string]>([
  [amount, '12345000', '1,234.5万元'],
  [amount, '约三万', '约三万'],
  [paid, false, '否'],
  [kind, 'seed', '种子'],
  [field('both', '两样', 'choices', { codes: kind.codes }), ['seed', 'feed'], '种子、饲料'],
  [item, null, ''],
])('what a cell says: %#', (column, value, expected) => expect(words(column, value)).toBe(expected));

test('numbers are added, exactly, and nothing else', () => {
  expect(totals(columns, [{ item: '1', amount: '1000' }, { amount: '2000.5' }, { amount: '约' }])).toEqual(['', '0.30005万元', '', '', '']);
  expect(totals([amount], [{}, { amount: null }])).toEqual(['']);
});
