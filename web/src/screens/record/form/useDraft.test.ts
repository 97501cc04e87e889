import { expect, test } from 'vitest';
import type { Json } from '../../../api/types';
import { same } from './useDraft';

test.each<[Json | undefined, Json | undefined, boolean]>([
  ['12.50', '12.5', true],
  ['12.00', '12', true],
  [12, '12', true],
  ['120', '12', false],
  [null, undefined, true],
  ['', null, false],
  [['a'], ['a'], true],
  [['a'], ['b'], false],
  [false, null, false],
])('%j and %j: %s', (a, b, expected) => expect(same(a, b)).toBe(expected));
