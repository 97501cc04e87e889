import { crosses } from './earth';
import { cornersOf, readGeometry, type Geometry, type Place } from './geometry';

/** Corners as they are clicked, and those that were taken back and may come again. */
export interface Draft {
  corners: Place[];
  undone: Place[];
}

export type Drawn = 'line' | 'polygon';

export const EMPTY: Draft = { corners: [], undone: [] };

/** What may be drawn on: the corners of a line, or of an area in one piece without holes. */
export function draftOf(value: unknown): Draft | undefined {
  const geometry = readGeometry(value);
  if (!geometry) return EMPTY;
  if (geometry.type === 'LineString') return { corners: geometry.coordinates, undone: [] };
  if (geometry.type === 'Polygon' && geometry.coordinates.length === 1) return { corners: cornersOf(geometry).slice(0, -1), undone: [] };
  return undefined;
}

export function add({ corners }: Draft, corner: Place): Draft {
  return { corners: [...corners, corner], undone: [] };
}

export function undo({ corners, undone }: Draft): Draft {
  const last = corners[corners.length - 1];
  return last ? { corners: corners.slice(0, -1), undone: [...undone, last] } : { corners, undone };
}

export function redo({ corners, undone }: Draft): Draft {
  const last = undone[undone.length - 1];
  return last ? { corners: [...corners, last], undone: undone.slice(0, -1) } : { corners, undone };
}

/** What the corners are, once there are enough of them. */
export function geometryOf(kind: Drawn, { corners }: Draft): Geometry | undefined {
  const [first] = corners;
  if (kind === 'line') return corners.length >= 2 ? { type: 'LineString', coordinates: corners } : undefined;
  return first && corners.length >= 3 ? { type: 'Polygon', coordinates: [[...corners, first]] } : undefined;
}

/** What is to be said of corners that are no place yet. */
export function lacks(kind: Drawn, draft: Draft): string {
  const { corners } = draft;
  if (!corners.length) return '';
  const more = (kind === 'line' ? 2 : 3) - corners.length;
  if (more > 0) return `还差 ${more} 个点。`;
  const geometry = geometryOf(kind, draft);
  const ring = geometry?.type === 'Polygon' ? geometry.coordinates[0] : undefined;
  return ring && crosses(ring) ? '边界自己和自己交叉了，请退回几个点，按走向依次标。' : '';
}
