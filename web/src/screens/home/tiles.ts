import type { Tile } from '../../api/types';

/** Whether two pins lead to the same place, whatever they are called. */
export function sameTile(a: Tile, b: Tile): boolean {
  return tileKey(a) === tileKey(b);
}

/** What tells a pin from others. */
export function tileKey(tile: Tile): string {
  switch (tile.kind) {
    case 'figure':
      return ['figure', tile.indicator, tile.unit ?? '', tile.period].join(' ');
    case 'list':
      return ['list', tile.ledger, tile.query].join(' ');
    default:
      return ['report', tile.report].join(' ');
  }
}

/** One place up or down. */
export function shifted(tiles: Tile[], at: number, by: -1 | 1): Tile[] {
  const tile = tiles[at];
  const to = at + by;
  if (!tile || to < 0 || to >= tiles.length) return tiles;
  const next = tiles.filter((_, i) => i !== at);
  next.splice(to, 0, tile);
  return next;
}
