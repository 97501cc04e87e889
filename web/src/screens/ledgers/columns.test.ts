import { expect, test } from 'vitest';
import type { Field, ImportReport, Ledger } from '../../api/types';
import { gives, inWords } from './columns';

const field = (id: string, name: string, more: object = {}) => ({ id, name, type: 'text', dated: false, ...more }) as Field;
const ledger = {
  unit: ['village'],
  fields: [field('f1', '名称'), field('f2', '户主', { type: 'person' }), field('f3', '类型', { dated: true })],
  steps: [{ id: 's1', name: '办结' }],
} as unknown as Ledger;
const known = { number: '身份证号', levels: [{ level: 'county', name: '县' }, { level: 'town', name: '乡镇' }, { level: 'village', name: '村' }] };

test.each([
  ['户主', 'f2', 'heading', undefined],
  ['身份证号', 'f2', 'heading', '户主的身份证号'],
  ['户主身份证号码', 'f2', 'heading', '户主的身份证号'],
  ['身份证号', 'f2', 'said', undefined],
  ['名称', 'f1', 'heading', undefined],
  ['类型', 'f3', 'heading', undefined],
  ['类型起始日期', 'f3', 'heading', '类型从哪天起'],
  ['变更日期', null, 'heading', '各项从哪天起'],
  ['备注', null, 'heading', undefined],
  ['村', 'unit', 'heading', undefined],
  ['所属乡镇', 'unit', 'heading', '上级单位，用来认准所属单位'],
  ['办结日期', 'steps.s1', 'heading', '办结的日期'],
  ['办结人', 'steps.s1', 'heading', '办结是谁办的'],
])('%s taken for %s (%s)', (heading, taken, source, words) => {
  const column = { column: 1, heading, field: taken, source } as ImportReport['columns'][number];
  expect(inWords(gives(column, ledger, known), known)).toBe(words);
});
