import type { Figure } from '../../../api/types';
import { earlierOf, type Against } from '../difference';
import type { UnitRow } from '../spread_rows';
import type { Explored } from '../useExplored';

/** A line of a chart, or a set of bars: a figure, or none, for every place on the axis. */
export interface Series {
  name: string;
  earlier: boolean;
  figures: (Figure | undefined)[];
}

export interface Drawn {
  /** Over time it is lines; over units bars. */
  kind: 'time' | 'units';
  /** Along the axis: periods, or names of units. */
  places: string[];
  series: Series[];
}

/** Whose course is drawn: every unit's, or one row's by the key of its unit; blank is the unit itself. */
export type Of = string;
export const EVERY_UNIT = 'all';

/** More lines than these nobody can tell apart. */
export const MOST_LINES = 10;

/** What is drawn of the table: a course over time where the period is divided, else the units side by side. */
export function drawn({ own, rows, whole, parts, find }: Explored, against: Against, of: Of, againstName: string): Drawn {
  if (parts.length) {
    const shown = of === EVERY_UNIT && rows.length ? rows.slice(0, MOST_LINES) : [[own, ...rows].find(({ key, of: split }) => key === of && !split) ?? own];
    const now = shown.map((row): Series => ({ name: row.name, earlier: false, figures: parts.map((period) => row.cells.get(period)?.figure) }));
    const before = shown.length === 1 && against ? shown.map((row): Series => ({ name: againstName, earlier: true, figures: parts.map((period) => earlier(row, period)) })) : [];
    return { kind: 'time', places: parts, series: [...now, ...before] };
  }
  const shown = rows.length ? rows : [own];
  const now = { name: '本期', earlier: false, figures: shown.map((row) => row.cells.get(whole)?.figure) };
  const before = against ? [{ name: againstName, earlier: true, figures: shown.map((row) => earlier(row, whole)) }] : [];
  return { kind: 'units', places: shown.map(({ name, of: split }) => (split ? `${split}${name}` : name)), series: [now, ...before] };

  function earlier(row: UnitRow, period: string): Figure | undefined {
    const before = earlierOf(period, against);
    return before ? find(row, before) : undefined;
  }
}

/** Whether there is anything to draw. */
export function drawable({ series }: Drawn): boolean {
  return series.some(({ figures }) => figures.some((figure) => figure?.value));
}
