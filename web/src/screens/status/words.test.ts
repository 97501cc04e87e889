import { expect, test } from 'vitest';
import { done, since, size, took } from './words';

test.each([
  [null, '看不到'],
  [0, '0 字节'],
  [1_536, '1.5 KB'],
  [5 * 1024 ** 3, '5.0 GB'],
])('%s bytes are %s', (bytes, words) => expect(size(bytes)).toBe(words));

test.each([
  [59, '不到 1 分'],
  [3_599, '59 分'],
  [3_661, '1 小时 1 分'],
  [90_000, '1 天 1 小时'],
])('%s seconds are %s', (seconds, words) => expect(since(seconds)).toBe(words));

test('what took long is told in seconds', () => expect([took(999), took(12_345)]).toEqual(['999 毫秒', '12.3 秒']));

test('what was found is not called well', () => {
  const say = (findings: number) => done({ at: 'then', findings }, (at) => at, '还没有');
  expect([done(null, (at) => at, '还没有'), say(0)]).toEqual(['还没有', 'then，完好']);
  expect(say(2)).toContain('2 处');
});
