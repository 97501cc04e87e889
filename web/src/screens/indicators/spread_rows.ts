import type { Figure, SpreadRow } from '../../api/types';

/** A row of the table. */
export interface UnitRow {
  /** The unit whose records it counts. */
  key: string;
  name: string;
  /** The unit that was split, where the row is what the split left undecided. */
  of: string;
  cells: Map<string, SpreadRow>;
}

/**
 * Cells by unit. What a split left undecided has no unit of its own: its figure is asked of the unit that was split, by
 * the boundaries of today, and so each split is a row, and its records are found behind it.
 */
export function spreadRows(cells: SpreadRow[]): UnitRow[] {
  const rows = new Map<string, UnitRow>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const of = cell.unit === null ? cell.figure.unit_name || cell.figure.unit : '';
    const row = rows.get(key) ?? { key: cell.figure.unit, name: cell.unit_name, of, cells: new Map<string, SpreadRow>() };
    row.cells.set(cell.period, cell);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** Finds the figure a row had in another period. */
export type Lookup = (row: Pick<UnitRow, 'key' | 'of'>, period: string) => Figure | undefined;

/** Every figure of some spreads by its row and period. */
export function lookup(...spreads: (SpreadRow[] | undefined)[]): Lookup {
  const known = new Map(spreads.flatMap((cells) => (cells ?? []).map((cell) => [`${keyOf(cell)}@${cell.period}`, cell.figure] as const)));
  return ({ key, of }, period) => known.get(`${of ? '/' : ''}${key}@${period}`);
}

function keyOf(cell: SpreadRow): string {
  return cell.unit ?? `/${cell.figure.unit}`;
}
