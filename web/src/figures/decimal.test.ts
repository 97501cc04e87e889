import { expect, test } from 'vitest';
import { grouped, minus, places, readDecimal, sameNumber, sum, times } from './decimal';

test.each([
  ['12', '12'],
  ['012.50', '12.5'],
  ['-3.', '-3'],
  ['.5', '0.5'],
  ['１２．５', '12.5'],
  ['1,234,567.89', '1234567.89'],
  ['9007199254740993.01', '9007199254740993.01'],
  ['三亩', undefined],
  ['1.2.3', undefined],
  ['', undefined],
])('%s reads as %s', (typed, value) => expect(readDecimal(typed)).toBe(value));

test('sums are exact and skip what is no number', () => {
  expect(sum(['0.1', '0.2'])).toBe('0.3');
  expect(sum(['9007199254740993', '1', undefined, 'x', '-0.5'])).toBe('9007199254740993.5');
  expect(sum([])).toBe('0');
});

test('measures convert exactly or not at all', () => {
  expect(times('15.281', '10000', '1')).toBe('152810');
  expect(times('152810', '1', '10000')).toBe('15.281');
  expect(times('1', '1', '3')).toBeUndefined();
  expect(times('-2.5', '3', '2000')).toBe('-0.00375');
});

test('places are counted as written', () => {
  expect([places('1'), places('1.20')]).toEqual([0, 2]);
});

test('differences are exact, and noughts at the end make no difference', () => {
  expect([minus('1', '0.9'), minus('1', '-1'), minus('1.10', '1.1')]).toEqual(['0.1', '2', '0']);
  expect([sameNumber('1234.50', '1234.5'), sameNumber('1', '1.01')]).toEqual([true, false]);
});

test('thousands are set apart, places are not', () => {
  expect(['1234567.8912', '-1234', '123', '0.12345'].map(grouped)).toEqual(['1,234,567.8912', '-1,234', '123', '0.12345']);
});
