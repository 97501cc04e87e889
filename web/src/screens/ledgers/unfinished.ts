import type { Values } from '../../api/types';
import { draftsOf } from '../../shell/drafts';
import type { Telling } from '../record/form/told';

/** What somebody was writing when something came between: a press beside the button, the way back, a session that ended. */
export interface Unfinished {
  unit: string | undefined;
  values: Values;
  /** On whose word, where it is another's. */
  told?: Telling | undefined;
}

const kept = draftsOf<Unfinished>('unfinished');

/** Whose it is and what it is for: another person at the same browser finds nothing of it. */
const keyOf = (actor: string, ledger: string) => `${actor} ${ledger}`;

export function unfinishedOf(actor: string, ledger: string): Unfinished | undefined {
  return kept.get(keyOf(actor, ledger));
}

export function keepUnfinished(actor: string, ledger: string, what: Unfinished): void {
  kept.set(keyOf(actor, ledger), what);
}

/** It was registered, or given up. */
export function finish(actor: string, ledger: string): void {
  kept.delete(keyOf(actor, ledger));
}
