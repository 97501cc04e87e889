import { expect, test } from 'vitest';
import { periodFor, unitFor } from './fitting';

test.each([
  ['2022', 'year', '2023-05-04', '2022'],
  ['2022', 'quarter', '2023-05-04', '2022-Q4'],
  ['2023', 'quarter', '2023-05-04', '2023-Q2'],
  ['2023', 'month', '2023-05-04', '2023-05'],
  ['2022', 'half', '2023-05-04', '2022-H2'],
  ['2023', 'half', '2023-05-04', '2023-H1'],
  ['2022-Q1', 'quarter', '2023-05-04', '2022-Q1'],
  ['2022-03', 'year', '2023-05-04', '2022'],
  ['2022-01-01..2022-02-03', 'month', '2023-05-04', '2023-05'],
  ['2022-01-01..2022-02-03', 'span', '2023-05-04', '2022-01-01..2022-02-03'],
])('%s for a form of kind %s on %s', (period, kind, today, expected) => {
  expect(periodFor(period, kind, today)).toBe(expected);
});

const UNITS = [
  { id: 'c', level: 'county', parent: null },
  { id: 't1', level: 'township', parent: 'c' },
  { id: 't2', level: 'township', parent: 'c' },
  { id: 'v1', level: 'village', parent: 't1' },
  { id: 'v2', level: 'village', parent: 't2' },
];

test.each([
  ['township', 't2', 't2'],
  ['township', 'v2', 't2'],
  ['village', 't2', 'v2'],
  ['village', 'v1', 'v1'],
  ['county', 'v1', 'c'],
  ['township', 'c', 't1'],
  ['grid', 'v1', undefined],
  ['township', 'nowhere', 't1'],
])('a form of level %s begins for %s with %s', (level, own, expected) => {
  expect(unitFor(UNITS, level, own)).toBe(expected);
});
