import type { LedgerHere, RecordCount } from '../../api/types';
import { periodInWords } from '../../figures/period';
import { write } from '../ledgers/list/filter';
import { VIEW } from '../ledgers/map/useMapAsked';

interface Address {
  pathname: string;
  search: string;
}

/** The list that has exactly so many records: of the unit, by the same conditions. As conditions, which a person can read and take away; only what these cannot say stands as an expression. */
export function listOf(ledger: string, unit: string, { conditions, filter }: RecordCount, map = false): Address {
  const query = new URLSearchParams({ unit });
  if (conditions) conditions.forEach((condition) => query.append('f', write(condition)));
  else if (filter) query.set('where', filter);
  if (map) query.set(VIEW, 'map');
  return { pathname: `/ledgers/${encodeURIComponent(ledger)}`, search: query.toString() };
}

/** What a number counts, in few words. */
export function countWord({ what }: RecordCount, period: string): string {
  switch (what) {
    case 'on_day':
      return '在册';
    case 'open':
      return '现在没办完';
    case 'finished':
      return `${periodInWords(period)}办完`;
    case 'in_period':
      return periodInWords(period);
    default:
      return '共';
  }
}

/** Ledgers that have anything of the unit, and those that have nothing. */
export function parted(ledgers: LedgerHere[]): { some: LedgerHere[]; none: LedgerHere[] } {
  const has = ({ counts }: LedgerHere) => counts.some(({ total }) => total > 0);
  return { some: ledgers.filter(has), none: ledgers.filter((ledger) => !has(ledger)) };
}
