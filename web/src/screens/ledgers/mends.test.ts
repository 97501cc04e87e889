import { expect, test } from 'vitest';
import type { ImportReport } from '../../api/types';
import { alike, keyOf } from './mends';
import type { Mend } from './useImport';

type Sheet = Parameters<typeof alike>[0];

const row = (number: number, cells: string[], sheet: string | null = null) => ({ sheet, row: number, cells }) as unknown as ImportReport['wrong_rows'][number];
const error = (line: number, column: number, sheet: string | null = null) => ({ sheet, line, column, severity: 'error', code: 'x', message: '', hint: null }) as unknown as ImportReport['findings'][number];
const report: Sheet = {
  wrong_rows: [row(2, ['甲村', '富裕户']), row(3, ['乙村', '富裕户 ']), row(4, ['丙村', '特困户']), row(5, ['丁村', '富裕户']), row(6, ['', '富裕户']), row(2, ['戊村', '富裕户'], '二')],
  // In row 5 something else is wrong; the column is not.
  findings: [error(2, 2), error(3, 2), error(4, 2), error(5, 1), error(6, 1), error(6, 2), error(2, 2, '二')],
};
const mend = (number: number, column: number, text: string): Mend => ({ sheet: null, row: number, column, text });

test.each<[string, Mend, Mend[], number[]]>([
  ['all that say the same in that column', mend(2, 2, '一般户'), [], [3, 6]],
  ['but those that are put right so already', mend(2, 2, '一般户'), [mend(3, 2, '一般户'), mend(6, 2, '边缘户')], [6]],
  ['none while nothing is written', mend(2, 2, ' '), [], []],
  ['none while it says what it said', mend(2, 2, '富裕户'), [], []],
  ['none of an empty cell', mend(6, 1, '甲村'), [], []],
  ['none where it is the only one', mend(4, 2, '一般户'), [], []],
])('%s', (_, one, typed, rows) => {
  const found = alike(report, Object.fromEntries(typed.map((other) => [keyOf(other), other])), one);
  expect(found.map((other) => other.row)).toEqual(rows);
  expect(found.every(({ text, column }) => text === one.text && column === one.column)).toBe(true);
});
