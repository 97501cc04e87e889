import { expect, test } from 'vitest';
import { counted, underway } from './underway';

test('a request is under way until it ends, well or not', async () => {
  const [good, bad] = [counted(Promise.resolve(7)), counted(Promise.reject(new Error('no')))];
  expect(underway()).toBe(true);
  await expect(good).resolves.toBe(7);
  await expect(bad).rejects.toThrow('no');
  expect(underway()).toBe(false);
});
