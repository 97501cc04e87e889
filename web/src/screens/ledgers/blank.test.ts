import { expect, test } from 'vitest';
import type { ImportReport } from '../../api/types';
import { blankAs } from './blank';

const report = (filled: number, ...findings: object[]) => ({ filled, header_row: 2, findings }) as unknown as ImportReport;
const nowhere = { code: 'import.no_unit', line: 5, sheet: null };

test.each([
  ['unit', 5, report(2), '', '同上'],
  ['unit', 3, report(2), '', '—'],
  ['unit', 5, report(0), '', '—'],
  ['unit', 5, report(2, nowhere), '', '—'],
  ['unit', 5, report(2), '990101200201', '—'],
  ['other', 5, report(2), '', '—'],
] as const)('%s in row %i', (field, row, of, unit, says) => {
  expect(blankAs(field, { row, sheet: null, cells: [] }, of, unit)).toBe(says);
});
