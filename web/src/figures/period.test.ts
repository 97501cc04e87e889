import { expect, test } from 'vitest';
import { cutInWords, partsOf, periodInWords, split } from './period';

test.each([
  ['2022', '2022年'],
  ['2022-H1', '2022年上半年'],
  ['2022-Q3', '2022年第三季度'],
  ['2022-03', '2022年3月'],
  ['2022-10-31', '2022年10月31日'],
  ['2022-01-01..2022-10-31', '2022年1月1日至2022年10月31日'],
  ['?', '?'],
])('%s is said %s', (period, words) => expect(periodInWords(period)).toBe(words));

test('a period comes apart into year and part, a span does not', () => {
  expect(split('2022-Q3')).toEqual({ year: 2022, part: '-Q3' });
  expect(split('2022')).toEqual({ year: 2022, part: '' });
  expect(split('2022-13')).toBeUndefined();
  expect(split('2022-01-01..2022-02-01')).toBeUndefined();
});

test('a cut names the last change of each book', () => {
  expect(partsOf('360000:12,360001:7')).toEqual([
    { book: '360000', seq: 12 },
    { book: '360001', seq: 7 },
  ]);
});

test('a cut is said by the latest change it knows', () => {
  const known = [
    { seq: 12, at: '2022-12-31T17:30:00Z' },
    { seq: 7, at: '2022-11-02T09:00:00+08:00' },
  ];
  expect(cutInWords('360000:12,360001:7', known)).toBe('截至2023年1月1日（第 12 次变更）');
  expect(cutInWords('360000:12,360001:7', [])).toBe('截至当时的登记');
  expect(cutInWords('', [])).toBe('还没有数据');
});
