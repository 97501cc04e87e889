import type { LedgerRecord } from '../../../api/types';

/** Chosen records by their address; they stay chosen while pages are turned. */
export type Selection = ReadonlyMap<string, LedgerRecord>;

export const NONE: Selection = new Map();

/** The address of a record in its ledger. */
export function keyOf({ book, record }: LedgerRecord): string {
  return `${book}/${record}`;
}

/** Chooses a row, or no longer; with an anchor all rows from there to here, as the row itself. */
export function toggled(selection: Selection, page: LedgerRecord[], row: number, anchor?: number): Selection {
  const here = page[row];
  if (!here) return selection;
  const on = !selection.has(keyOf(here));
  const [first, last] = [Math.min(row, anchor ?? row), Math.max(row, anchor ?? row)];
  return put(selection, page.slice(first, last + 1), on);
}

/** How much of a page is chosen. */
export function ofPage(selection: Selection, page: LedgerRecord[]): 'none' | 'some' | 'all' {
  const count = page.filter((record) => selection.has(keyOf(record))).length;
  return count === 0 ? 'none' : count === page.length ? 'all' : 'some';
}

/** Chooses the whole page; where it was chosen whole, none of it. */
export function pageToggled(selection: Selection, page: LedgerRecord[]): Selection {
  return put(selection, page, ofPage(selection, page) !== 'all');
}

function put(selection: Selection, records: LedgerRecord[], on: boolean): Selection {
  const next = new Map(selection);
  for (const record of records) {
    if (on) next.set(keyOf(record), record);
    else next.delete(keyOf(record));
  }
  return next;
}
