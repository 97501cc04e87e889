import { expect, test } from 'vitest';
import { partBefore, yearBefore } from './earlier';

test.each([
  ['2022', '2021', '2021'],
  ['2022-H1', '2021-H1', '2021-H2'],
  ['2022-H2', '2021-H2', '2022-H1'],
  ['2022-Q1', '2021-Q1', '2021-Q4'],
  ['2022-Q3', '2021-Q3', '2022-Q2'],
  ['2022-01', '2021-01', '2021-12'],
  ['2022-11', '2021-11', '2022-10'],
  ['2022-13', '2021-13', undefined],
  ['2024-02-29', '2023-02-28', undefined],
  ['2022-01-01..2022-10-31', '2021-01-01..2021-10-31', undefined],
  ['?', undefined, undefined],
])('before %s: a year %s, a part %s', (period, year, part) => {
  expect([yearBefore(period), partBefore(period)]).toEqual([year, part]);
});
