import { expect, test } from 'vitest';
import type { FormGap } from '../../api/types';
import { openOf } from './open';

const gaps = (count: number): FormGap[] => Array.from({ length: count }, () => ({ row: '甲村', column: '人数', message: '' }));

test.each<[number, number, number, string]>([
  [0, 0, 0, ''],
  [2, 0, 0, '有缺数 2 处'],
  [1, 3, 2, '有缺数 1 处、预计数 3 处、小于5的数 2 处'],
])('%i missing, %i foretold, %i small', (missing, forecast, small, words) => {
  expect(openOf({ missing: gaps(missing), forecast: gaps(forecast), small: gaps(small) })).toBe(words);
});
