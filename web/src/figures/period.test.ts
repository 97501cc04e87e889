import { expect, test } from 'vitest';
import { cutInWords, periodInWords, split } from './period';

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
  expect(cutInWords('360000:12,360001:7')).toBe('截至第 12、7 号变更');
  expect(cutInWords('360000:12,360001:7', true)).toBe('截至最新登记');
  expect(cutInWords('')).toBe('还没有数据');
});
