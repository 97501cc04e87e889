import type { Json, LedgerRecord } from '../../api/types';
import { draftsOf } from '../../shell/drafts';
import type { Fill } from './form/fills';
import { same } from './form/useDraft';

/** A correction that was not saved when something came between: the panel was closed, or the session ended. */
export interface Uncorrected {
  /** The record as it was read then, with its version. */
  read: LedgerRecord;
  /** What differs from it. */
  written: Record<string, Json>;
  /** What of that was taken over from another record. */
  taken: Record<string, Fill>;
  reason: string;
}

const kept = draftsOf<Uncorrected>('uncorrected');

/** Whose it is and of which record: another person at the same browser finds nothing of it. */
const keyOf = (actor: string, { ledger, book, record }: Pick<LedgerRecord, 'ledger' | 'book' | 'record'>) => JSON.stringify([actor, ledger, book, record]);

/** What was left, as far as it still says anything else than the record does now. */
export function uncorrectedOf(actor: string, now: LedgerRecord): Uncorrected | undefined {
  const left = kept.get(keyOf(actor, now));
  if (!left) return undefined;
  const written = Object.fromEntries(Object.entries(left.written).filter(([id, value]) => now.masked.includes(id) || !same(value, now.fields[id])));
  if (!Object.keys(written).length) {
    drop(actor, now);
    return undefined;
  }
  return { ...left, written };
}

export function keepUncorrected(actor: string, left: Uncorrected): void {
  kept.set(keyOf(actor, left.read), left);
}

/** It was saved, or given up. */
export function drop(actor: string, record: Pick<LedgerRecord, 'ledger' | 'book' | 'record'>): void {
  kept.delete(keyOf(actor, record));
}

/** Whether the record has become another version since it was read. */
export function hasMovedOn({ read }: Uncorrected, now: LedgerRecord): boolean {
  return read.from_seq !== now.from_seq;
}
