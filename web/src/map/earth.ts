import { areasOf, type Geometry, type Place } from './geometry';

/** The ellipsoid of CGCS2000. The same sums are done in `crates/rules/src/geometry/measure.rs`. */
const AXIS = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const SQUARED = FLATTENING * (2 - FLATTENING);

/** Metres along a line, each part by the curvatures of its middle. */
export function lengthOf(line: Place[]): number {
  return sumOf(line.slice(1).map((to, i) => between(line[i] ?? to, to)));
}

/** Square metres, without the holes. */
export function areaOf(geometry: Geometry): number {
  return sumOf(areasOf(geometry).map(([outline = [], ...holes]) => ofRing(outline) - sumOf(holes.map(ofRing))));
}

/** How long or how large, for people; nothing of a point. */
export function sizeInWords(geometry: Geometry): string {
  if (geometry.type === 'Point') return '';
  if (geometry.type === 'LineString') {
    const metres = lengthOf(geometry.coordinates);
    return metres < 1000 ? `长约 ${metres.toFixed(0)} 米` : `长约 ${(metres / 1000).toFixed(2)} 公里`;
  }
  const area = areaOf(geometry);
  const mu = (area * 3) / 2000;
  return `约 ${mu < 100 ? mu.toFixed(2) : mu.toFixed(0)} 亩（${(area / 10_000).toFixed(2)} 公顷）`;
}

/** Whether any two sides of a ring that do not follow one another meet. */
export function crosses(ring: Place[]): boolean {
  const sides = ring.slice(1).map((to, i) => [ring[i] ?? to, to] as const);
  return sides.some(([a, b], i) =>
    sides.slice(i + 1).some(([c, d], j) => {
      const follow = j === 0 || (i === 0 && i + 1 + j === sides.length - 1);
      return !follow && meet(a, b, c, d);
    }),
  );
}

function between([x, y]: Place, [u, v]: Place): number {
  const middle = radians((y + v) / 2);
  const flat = 1 - SQUARED * Math.sin(middle) ** 2;
  const north = ((AXIS * (1 - SQUARED)) / flat ** 1.5) * radians(v - y);
  const east = (AXIS / Math.sqrt(flat)) * Math.cos(middle) * radians(u - x);
  return Math.hypot(north, east);
}

/** By the cylinder that keeps areas: its corners are as far up as the area below them is large. */
function ofRing(ring: Place[]): number {
  const first = ring[0]?.[0] ?? 0;
  const twice = ring.slice(1).map(([u, v], i) => {
    const [x, y] = ring[i] ?? [u, v];
    return (radians(x - first) - radians(u - first)) * (height(radians(y)) + height(radians(v)));
  });
  return Math.abs((sumOf(twice) * AXIS) / 2);
}

function height(latitude: number): number {
  const sine = Math.sin(latitude);
  const e = Math.sqrt(SQUARED);
  return (AXIS / 2) * (1 - SQUARED) * (sine / (1 - SQUARED * sine * sine) - Math.log((1 - e * sine) / (1 + e * sine)) / (2 * e));
}

function meet(a: Place, b: Place, c: Place, d: Place): boolean {
  const [p, q, r, s] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (p !== q && r !== s) return true;
  return (p === 0 && on(a, b, c)) || (q === 0 && on(a, b, d)) || (r === 0 && on(c, d, a)) || (s === 0 && on(c, d, b));
}

function turn([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number {
  return Math.sign(Math.round(((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) * 1e13));
}

function on([ax, ay]: Place, [bx, by]: Place, [x, y]: Place): boolean {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
}

function sumOf(parts: number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
