import { expect, test } from 'vitest';
import type { ImportReport, Ledger } from '../../api/types';
import { areSeveral, asLedger, columnsOf, fewerIn, headingRow, wordsOf } from './child_sheets';

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

test.each<[string[], string[], string[]]>([
  [['number'], [], ['parent.number 所属序号 true', 'item 项目 true', 'note 说明 false']],
  [[], ['number', 'place'], ['parent.number 所属序号 false', 'parent.place 所属地点 false', 'item 项目 true', 'note 说明 false']],
  [[], ['place'], ['parent.place 所属地点 true', 'item 项目 true', 'note 说明 false']],
])('the columns of a table, by key %s or title %s', (key, title, expected) => {
  const field = (id: string, name: string, required: boolean, fields: unknown[] | null = null) => ({ id, name, required, fields });
  const parts = field('parts', '明细', false, [field('item', '项目', true), field('note', '说明', false)]);
  const ledger = { key, title, steps: [], fields: [field('number', '序号', true), field('place', '地点', false), parts] } as unknown as Ledger;
  expect(asLedger(ledger, child({})).fields.map(({ id, name, required }) => `${id} ${name} ${required}`)).toEqual(expected);
});

test('how many lose rows, and whether sheets must be named', () => {
  expect([fewerIn(report([])), fewerIn(report([child({}), child({ fewer: 2 })]))]).toEqual([0, 3]);
  expect([areSeveral(report([])), areSeveral(report([child({})]))]).toEqual([false, true]);
});
