import { expect, test } from 'vitest';
import type { Draft } from '../../api/start';
import { columnOf, letters, placeInWords } from './finding_place';

const draft = { fields: [{ id: 'a', column: 1, heading: '户号' }, { id: 'b', column: 28, heading: '' }] } as unknown as Draft;

test.each([
  [{ column: 1, line: 7 }, 'a', 'A 列“户号”，第 7 行'],
  [{ column: 28, line: null }, 'b', 'AB 列'],
  [{ column: 5, line: 7 }, undefined, 'E 列，第 7 行'],
  [{ field: 'a', column: null, line: null }, 'a', 'A 列“户号”'],
  [{ field: 'name', column: null, line: null }, undefined, ''],
  [{ column: null, line: 3 }, undefined, '第 3 行'],
])('%j', (finding, field, words) => {
  expect(columnOf(finding, draft)?.id).toBe(field);
  expect(placeInWords(finding, draft)).toBe(words);
});

test.each([[1, 'A'], [26, 'Z'], [27, 'AA'], [52, 'AZ'], [53, 'BA'], [702, 'ZZ'], [703, 'AAA']])('column %i is %s', (column, expected) => {
  expect(letters(column)).toBe(expected);
});
