import { expect, test } from 'vitest';
import { blankAs } from './blank';

test.each([
  [1, [1, 3], '同上'],
  [2, [1, 3], '—'],
  [3, [1, 3], '同上'],
  [1, [], '—'],
] as const)('column %i where %j are filled', (column, filled, says) => {
  expect(blankAs(column, { row: 5, sheet: null, cells: [], filled: [...filled] })).toBe(says);
});
