import { expect, test } from 'vitest';
import type { ImportReport } from '../../api/types';
import { areSeveral, columnsOf, fewerIn, headingRow, wordsOf } from './child_sheets';

const column = (number: number, heading: string) => ({ column: number, heading }) as ImportReport['columns'][number];
const child = (more: object) => ({ field: 'parts', name: '明细', sheet: '明细', header_row: 2, columns: [column(2, '项目'), column(1, '所属序号')], rows: 3, records: 2, before: 4, after: 3, fewer: 1, ...more }) as ImportReport['children'][number];
const report = (children: ImportReport['children']) => ({ header_row: 5, columns: [column(1, '序号')], sheets: ['事'], children });

test.each<[string | null, number, string[]]>([
  ['事', 5, ['序号']],
  [null, 5, ['序号']],
  ['明细', 2, ['所属序号', '项目']],
])('headings of %s', (sheet, row, headings) => {
  const of = report([child({})]);
  expect(headingRow(of, sheet)).toBe(row);
  expect(columnsOf(of, sheet).map(({ heading }) => heading)).toEqual(headings);
});

test.each<[object, string]>([
  [{}, '“明细”：表里 3 行，属于 2 条记录；这些记录原有 4 行，导入后 3 行。'],
  [{ sheet: '明细·含个人信息' }, '“明细”（工作表“明细·含个人信息”）：表里 3 行，属于 2 条记录；这些记录原有 4 行，导入后 3 行。'],
  [{ records: 0 }, '“明细”：3 行。'],
])('a table in words', (more, words) => {
  expect(wordsOf(child(more))).toBe(words);
});

test('how many lose rows, and whether sheets must be named', () => {
  expect([fewerIn(report([])), fewerIn(report([child({}), child({ fewer: 2 })]))]).toEqual([0, 3]);
  expect([areSeveral(report([])), areSeveral(report([child({})]))]).toEqual([false, true]);
});
