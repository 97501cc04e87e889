import { expect, test } from 'vitest';
import type { FoundRecords, Unit } from '../../api/types';
import { groupsOf, isAskable, next, summary, within } from './groups';

const unit = (id: string, name: string, parent: string | null, ends: string | null = null): Unit => ({
  id,
  name,
  parent,
  ends,
  begins: '2000-01-01',
  book: 't1',
  level: 'village',
  level_name: '村',
  successors: [],
});

const UNITS = [unit('c', '丙县', null), unit('t1', '一镇', 'c'), unit('v1', '红旗村', 't1'), unit('v2', '东红旗村', 't1'), unit('v3', '旧村', 't1', '2020-01-01'), unit('t2', '二镇', 'c'), unit('v4', '红旗新村', 't2')];
const LEDGERS = [
  { id: 'a', name: '红旗台账', records: 3 },
  { id: 'b', name: 'A类物品', records: 7 },
];
const FOUND: FoundRecords = {
  units: [],
  named: [],
  left_off: 0,
  ledgers: [
    {
      ledger: 'a',
      name: '红旗台账',
      kind: 'register',
      total: 12,
      records: [{ book: 't1', record: 'x/1', title: '张**', unit_name: '红旗村', state_name: null, says: [{ name: '电话', text: '138****8000' }] }],
    },
    { ledger: 'b', name: 'A类物品', kind: 'case', total: 1, records: [{ book: 't1', record: '2', title: 'A1', unit_name: '一镇', state_name: '已发现', says: [] }] },
  ],
};

test('a unit and what lies below it, as it is today', () => {
  expect(within(UNITS, 't1', '2022-12-31').map(({ id }) => id)).toEqual(['t1', 'v1', 'v2']);
  expect(within(UNITS, 'c', '2019-12-31')).toHaveLength(7);
  expect(within(UNITS, 'none', '2022-12-31')).toEqual([]);
  const round = [unit('a', 'a', 'b'), unit('b', 'b', 'a')];
  expect(within(round, 'c', '2022-12-31')).toEqual([]);
});

test.each([
  ['红旗', ['units: v1 v2', 'ledgers: a', 'r-a', 'r-b']],
  ['红旗 东', ['units: v2', 'r-a', 'r-b']],
  ['a类', ['ledgers: b', 'r-a', 'r-b']],
  ['没有', ['r-a', 'r-b']],
])('%s is found among places, ledgers and records', (typed, expected) => {
  const groups = groupsOf(typed, { units: within(UNITS, 't1', '2022-12-31'), ledgers: LEDGERS, found: FOUND });
  const line = ({ id, choices }: (typeof groups)[number]) => (id.startsWith('r-') ? id : `${id}: ${choices.map((one) => one.id.slice(2)).join(' ')}`);
  expect(groups.map(line)).toEqual(expected);
});

test('how a name begins to be read the server says, and only of one\'s own', () => {
  const found = { ...FOUND, units: ['v1', 'v2', 'v4'], named: ['a'], ledgers: [] };
  const groups = groupsOf('hq', { units: within(UNITS, 't1', '2022-12-31'), ledgers: LEDGERS, found });
  expect(groups.map(({ id, choices }) => `${id}: ${choices.map((one) => one.id.slice(2)).join(' ')}`)).toEqual(['units: v1 v2', 'ledgers: a']);
});

test('each choice leads where it says', () => {
  const groups = groupsOf(' 张 三&x ', { units: [], ledgers: [], found: FOUND });
  expect(groups.map(({ name, total }) => `${name} ${total}`)).toEqual(['红旗台账 12 条', 'A类物品 1 条']);
  expect(groups.flatMap(({ choices }) => choices).map(({ kind, to, title, beside }) => `${kind} ${to} ${title} ${beside}`)).toEqual([
    'record /ledgers/a/t1/x%2F1 张** 红旗村',
    'all /ledgers/a?q=%E5%BC%A0+%E4%B8%89%26x 在此台账中查看全部 12 条',
    'record /ledgers/b/t1/2 A1 一镇 · 已发现',
    'all /ledgers/b?q=%E5%BC%A0+%E4%B8%89%26x 在此台账中查看全部 1 条',
  ]);
});

test('nothing is found of nothing', () => {
  expect(groupsOf('  ', { units: UNITS, ledgers: LEDGERS, found: undefined })).toEqual([]);
});

test('what was found is told', () => {
  expect(summary(FOUND)).toBe('在 2 本台账里找到 13 条记录。');
  expect(summary({ units: [], named: [], ledgers: [], left_off: 0 })).toBe('没有找到记录。');
});

test.each([
  ['', false],
  ['  ', false],
  ['z', false],
  [' Z ', false],
  ['zs', true],
  ['张', true],
  ['1', true],
])('"%s" is asked: %s', (typed, expected) => expect(isAskable(typed)).toBe(expected));

test.each([
  [undefined, 'ArrowDown', 'a'],
  ['a', 'ArrowDown', 'b'],
  ['c', 'ArrowDown', 'a'],
  [undefined, 'ArrowUp', 'c'],
  ['a', 'ArrowUp', 'c'],
  ['b', 'ArrowUp', 'a'],
  ['gone', 'ArrowDown', 'a'],
] as const)('from %s %s leads to %s', (from, key, expected) => expect(next(['a', 'b', 'c'], from, key)).toBe(expected));

test('arrows lead nowhere where there is nothing', () => {
  expect(next([], undefined, 'ArrowDown')).toBeUndefined();
  expect(next([], undefined, 'ArrowUp')).toBeUndefined();
});
