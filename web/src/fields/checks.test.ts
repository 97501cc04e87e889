import { expect, test } from 'vitest';
import type { Field, Ir, Values } from '../api/types';
import { judge, visible } from './checks';

const field = (id: string, type: string, more: Partial<Field> = {}): Field => ({
  id, name: id, type, required: false, privacy: 'internal', dated: false, ...more,
});

const number = { kind: 'number', scale: 2 } as const;
const less: Ir = {
  source: 'paid <= funds', type: { kind: 'bool' }, constants: [],
  columns: [{ name: 'paid', type: number }, { name: 'funds', type: number }],
  root: { op: 'compare', test: 'less_or_equal', kind: 'int', left: { op: 'column', index: 0 }, right: { op: 'column', index: 1 } },
};
const other: Ir = {
  source: "sort == 'other'", type: { kind: 'bool' }, constants: [], columns: [{ name: 'sort', type: { kind: 'text' } }],
  root: { op: 'compare', test: 'equal', kind: 'text', left: { op: 'column', index: 0 }, right: { op: 'text', value: 'other' } },
};
const past: Ir = {
  source: 'on <= today', type: { kind: 'bool' }, columns: [{ name: 'on', type: { kind: 'date' } }], constants: [{ name: 'today', type: { kind: 'date' } }],
  root: { op: 'compare', test: 'less_or_equal', kind: 'int', left: { op: 'column', index: 0 }, right: { op: 'constant', index: 0 } },
};

const ledger = {
  fields: [
    field('funds', 'money', { required: true, scale: 2, factor: '10000', in: '万元' }),
    field('paid', 'money', { check: { ir: less, message: '多了。' } }),
    field('sort', 'choice', { dated: true }),
    field('which', 'text', { show_if: other, required_if: other }),
    field('on', 'date', { check: { ir: past, message: '晚了。' } }),
    field('call', 'phone'),
    field('heads', 'integer'),
    field('before', 'integer', { ended: true }),
    field('parts', 'table', { fields: [field('item', 'text', { required: true }), field('day', 'date'), field('what', 'choice', { codes: [{ code: 'a', name: '甲' }] })] }),
  ],
  checks: [{ ir: less, message: '合不上。' }],
};

test.each<[string, Values, Record<string, string[]>]>([
  ['all is well', { funds: '10', paid: '10', on: '2023-01-05', call: '13900000000' }, {}],
  ['nothing filled', {}, { funds: ['请填写funds。'] }],
  ['more paid than there is', { funds: '10', paid: '10.01' }, { paid: ['多了。'], '': ['合不上。'] }],
  ['a number half typed is said once', { funds: '1x', paid: '2' }, { funds: ['funds应是数，例如 12.5。'] }],
  ['finer than it is kept', { funds: '0.001' }, { funds: ['funds最细到 0.000001万元。'] }],
  ['a fraction of a head', { funds: '1', heads: '1.5' }, { heads: ['heads应是整数。'] }],
  ['asked for because of another, by its newest value', { funds: '1', sort: [{ since: '2022-01-01', value: 'a' }, { since: '2022-06-01', value: 'other' }] }, { which: ['请填写which。'] }],
  ['not asked for because of another', { funds: '1', sort: [{ since: '2022-01-01', value: 'other' }, { since: '2022-06-01', value: 'a' }] }, {}],
  ['a day to come', { funds: '1', on: '2023-01-06' }, { on: ['晚了。'] }],
  ['a masked phone is left alone', { funds: '1', call: '139****0000' }, {}],
  ['rows of a table, but for empty ones', { funds: '1', parts: [{ item: '种子' }, {}, { item: null }, { day: '三月', item: '农药' }] }, { parts: ['第 4 行：day应是日期，例如 2026-03-05。'] }],
  ['a row without what it needs', { funds: '1', parts: [{ day: '2026-03-05' }, { item: '种子', what: '乙' }] }, { parts: ['第 1 行：请填写item。', '第 2 行：“乙”不在what的选项里。'] }],
  ['many rows are counted', { funds: '1', parts: Array.from({ length: 9 }, () => ({ day: '2026-03-05' })) }, { parts: ['第 1 行：请填写item。', '第 2 行：请填写item。', '第 3 行：请填写item。', '还有 6 行没有填对。'] }],
  ['a short phone is not', { funds: '1', call: '139' }, { call: ['电话号码应是 11 位手机号，或带区号的座机号。'] }],
])('%s', (_, values, expected) => expect(judge(ledger, values, '2023-01-05')).toEqual(expected));

test('a field hides while its condition is unknown', () => {
  const which = ledger.fields.find(({ id }) => id === 'which') as Field;
  expect(visible(which, {}, '')).toBe(false);
  expect(visible(which, { sort: 'other' }, '')).toBe(true);
  const before = ledger.fields.find(({ id }) => id === 'before') as Field;
  expect(visible(before, {}, '')).toBe(false);
  expect(visible(before, { before: 3 }, '')).toBe(true);
});
