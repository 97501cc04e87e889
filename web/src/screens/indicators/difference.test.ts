import { expect, test } from 'vitest';
import type { Figure } from '../../api/types';
import { difference, differenceIn, earlierOf } from './difference';

const figure = (value: string | null) => ({ value }) as Figure;

test.each([
  ['3', '1', '+2'],
  ['1.5', '2.25', '−0.75'],
  ['100.00', '100', '持平'],
  ['0', '4', '−4'],
  [null, '4', ''],
  ['4', null, ''],
])('%s against %s is %s', (now, before, said) => expect(difference(figure(now), figure(before))).toBe(said));

test('without an earlier figure nothing is said', () => expect(difference(figure('1'), undefined)).toBe(''));

test('what a period is set against', () => {
  expect([earlierOf('2022-01', 'year'), earlierOf('2022-01', 'part'), earlierOf('2022-01', '')]).toEqual(['2021-01', '2021-12', undefined]);
  expect([differenceIn('%'), differenceIn('户')]).toEqual(['个百分点', '户']);
});
