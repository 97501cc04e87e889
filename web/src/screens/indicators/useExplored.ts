import { useQueries } from '@tanstack/react-query';
import { spread } from '../../api/queries';
import type { Ask, SpreadRow } from '../../api/types';
import { earlierOf, type Against } from './difference';
import { lookup, spreadRows, type Lookup, type UnitRow } from './spread_rows';

export interface Wanted {
  ask: Ask;
  /** One row a unit of this level; without it only the unit itself. */
  level: string | null;
  /** One column a part of the period; without it only the whole. */
  every: string | null;
  against: Against;
}

/** A table of figures: the unit itself first, then the units of the level; the whole period first, then its parts. */
export interface Explored {
  own: UnitRow;
  rows: UnitRow[];
  whole: string;
  parts: string[];
  /** The figure of the same row in any period that was asked, the earlier ones among them. */
  find: Lookup;
}

/**
 * Asks for all of it: what is whole is never added up here, for not every figure may be added; each cell is a figure of
 * its own, and so each opens.
 */
export function useExplored({ ask, level, every, against }: Wanted) {
  const before = against ? earlierOf(ask.period, against) : undefined;
  const periods = before ? [ask.period, before] : [ask.period];
  const levels = level ? [null, level] : [null];
  const parts = every ? [null, every] : [null];
  const asks = periods.flatMap((period) => levels.flatMap((of) => parts.map((part) => ({ period, of, part }))));
  const found = useQueries({ queries: asks.map(({ period, of, part }) => spread({ ...ask, period }, of, part)) });
  const error = found.find((one) => one.error)?.error;
  const cells = found.map(({ data }) => data?.cells);
  const retry = () => void Promise.all(found.map((one) => one.refetch()));
  const pick = (fits: (asked: (typeof asks)[number]) => boolean): SpreadRow[] => cells.flatMap((list, i) => (asks[i] && fits(asks[i]) ? (list ?? []) : []));
  const now = pick(({ period }) => period === ask.period);
  const own = spreadRows(pick(({ period, of }) => period === ask.period && of === null))[0];
  if (error || !own || cells.some((list) => !list)) return { error, retry, data: undefined };
  const data: Explored = {
    own,
    rows: spreadRows(pick(({ period, of }) => period === ask.period && of !== null)),
    whole: ask.period,
    parts: every ? [...new Set(now.map(({ period }) => period))].filter((period) => period !== ask.period) : [],
    find: lookup(...cells),
  };
  return { error: undefined, retry, data };
}
