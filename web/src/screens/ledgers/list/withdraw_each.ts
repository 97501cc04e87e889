import type { Problem } from '../../../api/client';
import type { LedgerRecord, Receipt } from '../../../api/types';
import { asProblem } from '../../../shell/Trouble';

/** How far it has come: what was withdrawn, and what was refused and why. */
export interface Withdrawn {
  done: { record: LedgerRecord; receipt: Receipt }[];
  refused: { record: LedgerRecord; problem: Problem }[];
}

/**
 * Withdraws records one after the other; one that is refused does not stop the others. Without a way to the server the
 * rest is not tried: it would fail alike. Ends early when told to.
 */
export async function withdrawEach(
  records: LedgerRecord[],
  withdraw: (record: LedgerRecord) => Promise<Receipt>,
  tell: (so_far: Withdrawn) => void,
  stopped: () => boolean,
): Promise<Withdrawn> {
  let all: Withdrawn = { done: [], refused: [] };
  for (const record of records) {
    if (stopped()) break;
    try {
      const receipt = await withdraw(record);
      all = { ...all, done: [...all.done, { record, receipt }] };
    } catch (cause) {
      const problem = asProblem(cause);
      all = { ...all, refused: [...all.refused, { record, problem }] };
      if (problem.code === 'web.unreachable') {
        tell(all);
        break;
      }
    }
    tell(all);
  }
  return all;
}
