import { expect, test } from 'vitest';
import type { Tile } from '../../api/types';
import { sameTile, shifted } from './tiles';

const figure = (unit: string | null, period: 'year' | 'month' = 'year'): Tile => ({ kind: 'figure', indicator: 'a', unit, period });
const list = (name: string, query: string): Tile => ({ kind: 'list', ledger: 'x', name, query });
const report: Tile = { kind: 'report', report: 'a' };

test.each<[Tile, Tile, boolean]>([
  [figure(null), figure(null), true],
  [figure(null), figure('v'), false],
  [figure(null), figure(null, 'month'), false],
  [list('甲', 'q=1'), list('乙', 'q=1'), true],
  [list('甲', 'q=1'), list('甲', 'q=2'), false],
  [report, figure(null), false],
])('%j and %j: %s', (a, b, same) => expect(sameTile(a, b)).toBe(same));

test('a tile moves one place, and not beyond the ends', () => {
  const tiles = [figure(null), report];
  expect(shifted(tiles, 0, 1)).toEqual([report, figure(null)]);
  expect(shifted(tiles, 0, -1)).toBe(tiles);
  expect(shifted(tiles, 1, 1)).toBe(tiles);
});
