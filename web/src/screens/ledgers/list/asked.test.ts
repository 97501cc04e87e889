import { expect, test } from 'vitest';
import { narrowed, readAsked, writeAsked, type Asked } from './asked';

const FULL: Asked = {
  unit: '99',
  word: '王',
  conditions: [
    { field: 'on', test: 'span', value: 'this_year' },
    { field: 'sort', test: 'among', value: 'a|b' },
  ],
  expression: "a == 'x' && b > 3",
  sorts: [{ field: 'on', down: true }, { field: 'unit', down: false }],
  columns: ['unit', 'on'],
  size: 100,
  after: 'abcd',
  skipped: 200,
};

test('what is asked stands whole in the address', () => {
  const query = writeAsked(new URLSearchParams('other=1&open=x'), FULL);
  expect(readAsked(query)).toEqual(FULL);
  expect([query.get('other'), query.get('open')]).toEqual(['1', null]);
});

test('another question begins at its first page, and a page keeps its question', () => {
  const query = writeAsked(new URLSearchParams(), FULL);
  expect(readAsked(writeAsked(query, { unit: '' }))).toEqual({ ...FULL, unit: '', after: '', skipped: 0 });
  expect(readAsked(writeAsked(query, { after: 'ef', skipped: 300 }))).toEqual({ ...FULL, after: 'ef', skipped: 300 });
  expect(readAsked(writeAsked(query, { after: '', skipped: 0 }))).toEqual({ ...FULL, after: '', skipped: 0 });
});

test('nothing asked leaves nothing in the address, and what is damaged asks nothing', () => {
  expect(writeAsked(new URLSearchParams(), {}).toString()).toBe('');
  const asked = readAsked(new URLSearchParams('size=7&f=damaged&skip=-3&sort=,'), 20);
  expect(asked).toMatchObject({ size: 20, conditions: [], skipped: 0, sorts: [], columns: undefined });
  expect([narrowed(asked), narrowed(FULL)]).toEqual([false, true]);
});
