import { useEffect } from 'react';
import type { Ledger, LedgerRecord, Values } from '../../../api/types';
import { filled, fillsOf, type Fill } from './fills';
import { useChosen } from './useChosen';
import { useDraft, type Draft } from './useDraft';

interface Prefilled {
  draft: Draft;
  fills: Record<string, Fill>;
  /** Somebody chose the record that a field refers to. */
  chosen: (field: string, record: LedgerRecord | undefined) => void;
}

/**
 * A draft that begins with what is known of the records it is about. What is taken over lies beneath what the person
 * wrote: choosing another record changes only what nobody touched.
 */
export function usePrefilled(ledger: Ledger, initial: Values, today: string): Prefilled {
  const { records, chosen } = useChosen();
  const draft = useDraft(initial);
  const fills = fillsOf(ledger, records, draft.values, today);
  const known = JSON.stringify(filled(fills));
  useEffect(() => draft.rebase({ ...initial, ...filled(fills) }), [known]);
  return { draft, fills, chosen };
}
