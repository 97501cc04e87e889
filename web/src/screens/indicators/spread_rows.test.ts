import { expect, test } from 'vitest';
import type { Figure, SpreadRow } from '../../api/types';
import { lookup, spreadRows } from './spread_rows';

/** `甲村=2022:3`; what a split left undecided as `*甲村=2022:3`. */
function cell(text: string): SpreadRow {
  const [, undecided, unit = '', period = '', value = ''] = /^(\*?)(.+)=(.+):(.+)$/.exec(text) ?? [];
  const figure = { unit, unit_name: unit, period, value } as Figure;
  return { unit: undecided ? null : unit, unit_name: undecided ? '待划分' : unit, period, figure };
}

test.each([
  [['甲村=2021:1', '甲村=2022:2', '乙村=2022:3'], ['甲村 2021:1 2022:2', '乙村 2022:3']],
  [['甲村=2022:2', '*丙村=2022:4'], ['甲村 2022:2', '待划分(丙村) 2022:4']],
  // Two splits are two rows, and neither hides the other.
  [['*丙村=2022:4', '*丁村=2022:5'], ['待划分(丙村) 2022:4', '待划分(丁村) 2022:5']],
  [['丙村=2021:6', '*丙村=2022:4'], ['丙村 2021:6', '待划分(丙村) 2022:4']],
])('%j', (cells, expected) => {
  const rows = spreadRows(cells.map(cell));
  const told = rows.map(({ name, of, cells }) => [of ? `${name}(${of})` : name, ...[...cells].map(([period, { figure }]) => `${period}:${figure.value}`)].join(' '));
  expect(told).toEqual(expected);
});

test('the figure of another period is found in its own row', () => {
  const find = lookup(['甲村=2021:1', '*甲村=2021:7'].map(cell), undefined, ['甲村=2022:2'].map(cell));
  expect(find({ key: '甲村', of: '' }, '2021')?.value).toBe('1');
  expect(find({ key: '甲村', of: '甲村' }, '2021')?.value).toBe('7');
  expect(find({ key: '甲村', of: '' }, '2022')?.value).toBe('2');
  expect(find({ key: '乙村', of: '' }, '2021')).toBeUndefined();
});
