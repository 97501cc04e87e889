import type { Ledger, LedgerRecord, Step } from '../../../api/types';
import type { Selection } from './selection';

/** The steps that at least one of the chosen can take, in the order of the ledger. */
export function stepsOf(ledger: Ledger, selection: Selection): Step[] {
  return ledger.steps.filter(({ id }) => ready(selection, id).length > 0);
}

/** Of the chosen those that can take a step. */
export function ready(selection: Selection, step: string): LedgerRecord[] {
  return [...selection.values()].filter(({ next_steps }) => next_steps.includes(step));
}
