import type { Figure, UnitShape } from '../../../api/types';
import { areasOf, boundsOf, readGeometry, type Place } from '../../../map/geometry';
import { middleOf } from '../../../map/middle';
import type { Explored } from '../useExplored';

/** A unit as it is drawn. */
export interface Drawn {
  key: string;
  name: string;
  figure: Figure | undefined;
  /** Its outline, as SVG and canvases write paths. */
  path: string;
  /** Where its name stands. */
  at: Place;
}

export interface Plan {
  width: number;
  height: number;
  units: Drawn[];
  /** Units that have a figure and no outline. */
  without: string[];
}

const WIDTH = 760;
const HIGHEST = 560;
const EDGE = 12;

/** The units of the asked level by their outlines, north up, so wide as the page; figures are those of the whole period. */
export function planOf({ rows, whole }: Pick<Explored, 'rows' | 'whole'>, shapes: UnitShape[]): Plan {
  const known = rows.map((row) => {
    const shape = row.of ? undefined : shapes.find(({ unit }) => unit === row.key);
    return { row, geometry: shape && readGeometry(shape.geometry) };
  });
  const bounds = boundsOf(known.flatMap(({ geometry }) => geometry ?? []));
  const without = known.filter(({ geometry }) => !geometry).map(({ row }) => row.name);
  if (!bounds) return { width: WIDTH, height: HIGHEST, units: [], without };
  const [west, south, east, north] = bounds;
  // A degree east is shorter than a degree north; within a county one measure for all of it will do.
  const narrower = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [wide, high] = [Math.max((east - west) * narrower, 1e-6), Math.max(north - south, 1e-6)];
  const scale = Math.min((WIDTH - 2 * EDGE) / wide, (HIGHEST - 2 * EDGE) / high);
  const left = (WIDTH - wide * scale) / 2;
  const height = high * scale + 2 * EDGE;
  const put = ([x, y]: Place): Place => [fine(left + (x - west) * narrower * scale), fine(EDGE + (north - y) * scale)];
  const units = known.flatMap(({ row, geometry }): Drawn[] => {
    if (!geometry) return [];
    const path = areasOf(geometry).flatMap((rings) => rings.map((ring) => `M${ring.map((corner) => put(corner).join(' ')).join('L')}Z`)).join('');
    return [{ key: row.key, name: row.name, figure: row.cells.get(whole)?.figure, path, at: put(middleOf(geometry)) }];
  });
  return { width: WIDTH, height: fine(height), units, without };
}

function fine(number: number): number {
  return Math.round(number * 10) / 10;
}
