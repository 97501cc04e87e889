import { expect, test } from 'vitest';
import { pressed, readSort, writeSort } from './sort';

test.each(['', 'on', '-paid', '-paid,on,-sort'])('%j is read and written', (text) => expect(writeSort(readSort(text))).toBe(text));

test('what is no field is left out', () => expect(writeSort(readSort(',-,on,'))).toBe('on'));

// What was sorted, what is pressed, whether the largest come first, with others; what comes of it.
test.each<[string, string, boolean, boolean, string]>([
  ['', 'on', false, false, 'on'],
  ['on', 'on', false, false, '-on'],
  ['-on', 'on', false, false, ''],
  ['', 'paid', true, false, '-paid'],
  ['-paid', 'paid', true, false, 'paid'],
  ['-paid,on', 'sort', false, false, 'sort'],
  ['-paid', 'on', false, true, '-paid,on'],
  ['-paid,on', 'paid', true, true, 'paid,on'],
  ['paid,on', 'paid', true, true, 'on'],
])('%j, press %s', (before, field, downFirst, join, after) => expect(writeSort(pressed(readSort(before), field, downFirst, join))).toBe(after));
