import { expect, test } from 'vitest';
import type { Annex, AnnexRow, Figure } from '../../api/types';
import { answersOf, lastDay, untilsOf } from './untils';

test.each([
  ['2022', '2022-12-31'],
  ['2022-H1', '2022-06-30'],
  ['2022-Q3', '2022-09-30'],
  ['2024-02', '2024-02-29'],
  ['2022-03-05', '2022-03-05'],
  ['2022-01-01..2022-10-31', '2022-10-31'],
])('%s ends on %s', (period, last) => expect(lastDay(period)).toBe(last));

test.each([
  ['records', '2022-12-31', undefined],
  ['records', '2022-11-25', '11.25'],
  ['external', '2022-12-31', '12.31'],
  ['external', '2021-12-31', '2021.12.31'],
])('a figure of grade %s until %s says %s', (grade, until, short) => {
  const figure = { indicator: 'i', unit: 'u', period: '2022' } as Figure;
  const row = { ...figure, grade, until, answers: '甲' } as unknown as AnnexRow;
  expect(untilsOf({ note: '', rows: [row], decided: [] } as Annex)(figure)?.short).toBe(short);
});

test('who answers for a figure', () => {
  const row = { indicator: 'i', unit: 'u', period: '2022', answers: '农办 张三' } as unknown as AnnexRow;
  const answers = answersOf({ note: '', rows: [row], decided: [] } as Annex);
  expect([answers(row), answers({ ...row, unit: 'v' }), answersOf(undefined)(row)]).toEqual(['农办 张三', '', '']);
});
