import { expect, test } from 'vitest';
import type { Field, ImportColumn, Ledger } from '../../api/types';
import { aliasOf, bringsInWords, inWords } from './columns';

const field = (id: string, name: string) => ({ id, name, type: 'text', dated: false }) as Field;
const ledger = { unit: ['village'], fields: [field('f1', '名称'), field('f2', '户主'), field('f3', '面积')], steps: [{ id: 's1', name: '办结' }] } as unknown as Ledger;
const known = { number: '身份证号' };

type Brings = ImportColumn['brings'];
const column = (brings: Brings, id: string | null, word: string | null = null, heading = '列') => ({ column: 1, heading, field: id, brings, word, source: 'heading' }) as ImportColumn;

test.each<[Brings, string | null, string | undefined, string]>([
  ['field', 'f2', undefined, '户主'],
  ['number_of', 'f2', '户主的身份证号', '户主的身份证号'],
  ['since', 'f3', '面积从哪天起', '面积从哪天起'],
  ['since', null, '各项从哪天起', '各项从哪天起'],
  ['unit', 'unit', undefined, '所属单位'],
  ['above', 'unit', '上级单位，用来认准所属单位', '上级单位，用来认准所属单位'],
  ['step', 'steps.s1', '办结的日期', '办结的日期'],
  ['step_by', 'steps.s1', '办结是谁办的', '办结是谁办的'],
  ['nothing', null, undefined, '不登记'],
  ['named', 'f2', '户主：一格里带不进来，不登记', '户主：一格里带不进来，不登记'],
  ['unknown', null, undefined, '台账里没有这一项，不登记'],
])('%s of %s', (brings, id, part, all) => {
  expect(inWords(column(brings, id), ledger, known)).toBe(part);
  expect(bringsInWords(column(brings, id), ledger, known)).toBe(all);
});

test.each<[Brings, string, string | null, string]>([
  ['field', 'f2', '户主姓名', '户主姓名'],
  ['field', 'f2', '户主', ''],
  ['field', 'f2', null, ''],
  ['field', 'f3', '面积（亩）', ''],
  ['field', 'f3', '田亩（亩）', '田亩（亩）'],
  ['number_of', 'f2', '户主身份证号', ''],
])('%s %s known by %s', (brings, id, word, says) => {
  expect(aliasOf(column(brings, id, word), ledger)).toBe(says);
});
