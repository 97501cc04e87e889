/** Degrees east, degrees north (CGCS2000). */
export type Place = [number, number];

/** A place, as GeoJSON. */
export type Geometry =
  | { type: 'Point'; coordinates: Place }
  | { type: 'LineString'; coordinates: Place[] }
  | { type: 'Polygon'; coordinates: Place[][] }
  | { type: 'MultiPolygon'; coordinates: Place[][][] };

export type Bounds = [west: number, south: number, east: number, north: number];

/** What a record keeps: a text, or what the wire gave as an object. Nothing where it is no place. */
export function readGeometry(value: unknown): Geometry | undefined {
  const known = typeof value === 'string' ? parsed(value) : value;
  if (typeof known !== 'object' || known === null) return undefined;
  const { type, coordinates } = known as { type?: unknown; coordinates?: unknown };
  const deep = { Point: 0, LineString: 1, Polygon: 2, MultiPolygon: 3 }[String(type)];
  return deep !== undefined && isNested(coordinates, deep) ? (known as Geometry) : undefined;
}

/** Every corner, in no order that matters. */
export function cornersOf(geometry: Geometry): Place[] {
  switch (geometry.type) {
    case 'Point':
      return [geometry.coordinates];
    case 'LineString':
      return geometry.coordinates;
    case 'Polygon':
      return geometry.coordinates.flat();
    case 'MultiPolygon':
      return geometry.coordinates.flat(2);
  }
}

/** The rings of each area. */
export function areasOf(geometry: Geometry): Place[][][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** What lies around all of them. */
export function boundsOf(geometries: Geometry[]): Bounds | undefined {
  let bounds: Bounds | undefined;
  for (const [east, north] of geometries.flatMap(cornersOf)) {
    bounds = bounds
      ? [Math.min(bounds[0], east), Math.min(bounds[1], north), Math.max(bounds[2], east), Math.max(bounds[3], north)]
      : [east, north, east, north];
  }
  return bounds;
}

/** A corner in so many places that it is exact to a decimetre. */
export function rounded([east, north]: Place): Place {
  return [Math.round(east * 1e6) / 1e6, Math.round(north * 1e6) / 1e6];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isNested(value: unknown, deep: number): boolean {
  if (!Array.isArray(value)) return false;
  if (deep > 0) return value.length > 0 && value.every((inner) => isNested(inner, deep - 1));
  return value.length >= 2 && value.slice(0, 2).every((number) => typeof number === 'number' && Number.isFinite(number));
}
