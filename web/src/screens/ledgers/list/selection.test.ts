import { expect, test } from 'vitest';
import type { LedgerRecord } from '../../../api/types';
import { NONE, ofPage, pageToggled, toggled, type Selection } from './selection';

const page = 'abcde'.split('').map((record) => ({ book: '1', record }) as LedgerRecord);
const other = [{ book: '1', record: 'z' } as LedgerRecord];
const said = (selection: Selection) => [...selection.values()].map(({ record }) => record).sort().join('');

test('a row is chosen and not', () => {
  const one = toggled(NONE, page, 1);
  expect([said(one), said(toggled(one, page, 1)), said(toggled(NONE, page, 9))]).toEqual(['b', '', '']);
});

test('with shift all rows from the last pressed to this one become like this one', () => {
  const range = toggled(toggled(NONE, page, 3), page, 1, 3);
  expect(said(range)).toBe('bcd');
  expect(said(toggled(range, page, 2, 1))).toBe('d');
});

test('a page is chosen whole, beside what other pages have', () => {
  const far = toggled(NONE, other, 0);
  expect(ofPage(far, page)).toBe('none');
  const some = toggled(far, page, 0);
  expect(ofPage(some, page)).toBe('some');
  const all = pageToggled(some, page);
  expect([ofPage(all, page), said(all), said(pageToggled(all, page))]).toEqual(['all', 'abcdez', 'z']);
});
