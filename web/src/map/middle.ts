import { areasOf, cornersOf, type Geometry, type Place } from './geometry';

/** A place within an area where its name can stand: the middle of the widest part of a line through it. */
export function middleOf(geometry: Geometry): Place {
  const areas = areasOf(geometry);
  const rings = areas.reduce<Place[][]>((best, rings) => (spanOf(rings) > spanOf(best) ? rings : best), areas[0] ?? []);
  const heights = (rings[0] ?? []).map(([, north]) => north);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  let found: { place: Place; wide: number } | undefined;
  // About the middle first, for there it looks right; farther off where the middle is thin.
  for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const north = low + (high - low) * part + 1e-9;
    const at = rings.flatMap((ring) => cuts(ring, north)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < at.length; i += 2) {
      const [west = 0, east = 0] = at.slice(i, i + 2);
      if (!found || east - west > found.wide * 1.6) found = { place: [(west + east) / 2, north], wide: east - west };
    }
  }
  return found?.place ?? cornersOf(geometry)[0] ?? [0, 0];
}

function spanOf(rings: Place[][]): number {
  const east = (rings[0] ?? []).map(([east]) => east);
  return east.length ? Math.max(...east) - Math.min(...east) : 0;
}

/** Where a ring crosses a parallel. */
function cuts(ring: Place[], north: number): number[] {
  return ring.slice(1).flatMap(([u, v], i) => {
    const [x, y] = ring[i] ?? [u, v];
    return y < north !== v < north ? [x + ((north - y) / (v - y)) * (u - x)] : [];
  });
}
