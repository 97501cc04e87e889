import { expect, test } from 'vitest';
import type { FirstFigure } from '../../api/start';
import type { Figure, ImportReport } from '../../api/types';
import { inMeasure } from './measures';
import { compareAll, type Sheet } from './totals';

const figure = (agg: string, field: string | null, value: string | null, unit = '亩', rows = 3, filtered = false): FirstFigure => ({
  indicator: `${agg}${field}${value}`, agg, field, filtered, figure: { value, in: unit, rows } as unknown as Figure,
});
const total = (column: number, sheet: string, ours: string, measure: string | null = '亩', page: string | null = null): ImportReport['totals'][number] => ({
  column, sheet, ours, measure, page, heading: '', row: 9, agrees: sheet === ours, differs: '0', look: [],
});
const sheet = (totals: ImportReport['totals'], more: Partial<Sheet> = {}): Sheet => ({
  columns: [{ column: 3, heading: '面积', field: 'area', measure: '亩' }] as Sheet['columns'], totals, rows: 3, new: 3, changed: 0, same: 0, wrong: 0, ...more,
});

/** Beside one figure of a sum over three rows. */
const check = (value: string, of: Sheet, expected: string | undefined, unit = '亩', rows = 3) => {
  const [found] = compareAll([figure('sum', 'area', value, unit, rows)], of);
  expect(found && `${found.said} ${found.difference || 'same'} ${found.why}`.trim()).toBe(expected);
};

test.each<[string, Parameters<typeof check>]>([
  ['the same, however it is written', ['1234.50', sheet([total(3, '1,234.5', '1234.5')]), '1234.5 same']],
  ['the total of another column', ['1', sheet([total(4, '1', '1')]), undefined]],
  ['no total', ['1', sheet([]), undefined]],
  ['hectares beside mu', ['15', sheet([total(3, '1', '1', '公顷')]), '15 same']],
  ['measures that do not compare', ['15', sheet([total(3, '1', '1', '户')]), undefined]],
  ['one sheet a village: totals add up', ['5', sheet([total(3, '2', '2', '亩', '甲'), total(3, '3', '3', '亩', '乙')]), '5 same']],
  ['of a sheet with subtotals the largest', ['5', sheet([total(3, '2', '2'), total(3, '5', '5'), total(3, '3', '3')]), '5 same']],
  ['rows that were not written', ['4', sheet([total(3, '5', '5')], { new: 2, wrong: 1 }), '5 -1 表里有 1 行有错，还没有写入。']],
  ['records of other sheets', ['7', sheet([total(3, '5', '5')]), '5 2 台账里另有 1 条不是这张表的。', '亩', 4]],
  ['records outside of the period', ['4', sheet([total(3, '5', '5')]), '5 -1 这个时期只算到 2 条，表里写入了 3 条。', '亩', 2]],
  ['a sheet that contradicts itself', ['4', sheet([total(3, '5', '4')]), '5 -1 表里各行相加是 4，合计那格和各行对不上。']],
])('%s', (_, input) => check(...input));

test('a count is beside the rows; figures over a part are beside nothing', () => {
  const found = compareAll([figure('count', null, '3'), figure('count', null, '2', '个', 2, true), figure('sum', 'area', '5'), figure('sum', 'area', '5', '亩', 2, true), figure('distinct', 'area', '3'), figure('sum', 'area', null)], sheet([total(3, '5', '5')]));
  expect(found.map((one) => one?.what)).toEqual(['rows', undefined, 'total', undefined, undefined, undefined]);
});

test('nothing was imported: nothing is compared', () => expect(compareAll([figure('count', null, '3')], undefined)).toEqual([undefined]));

test.each([
  ['1.5', '万元', '元', '15000'],
  ['15000', '元', '万元', '1.5'],
  ['2000', '平方米', '亩', '3'],
  ['2.5', '户', '户', '2.5'],
  ['1', '亩', '公顷', undefined],
  ['1', '亩', '元', undefined],
])('%s %s in %s is %s', (number, from, to, expected) => expect(inMeasure(number, from, to)).toBe(expected));
