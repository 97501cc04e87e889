import type { Problem } from '../../../api/client';
import type { LedgerRecord, Receipt } from '../../../api/types';
import { asProblem } from '../../../shell/Trouble';

/** How far it has come: what was done, and what was refused and why. */
export interface Each {
  done: { record: LedgerRecord; receipt: Receipt }[];
  refused: { record: LedgerRecord; problem: Problem }[];
}

/**
 * Does one thing to records one after the other; one that is refused does not stop the others. Without a way to the server
 * the rest is not tried: it would fail alike. Ends early when told to.
 */
export async function doEach(
  records: LedgerRecord[],
  deed: (record: LedgerRecord) => Promise<Receipt>,
  tell: (so_far: Each) => void,
  stopped: () => boolean,
): Promise<Each> {
  let all: Each = { done: [], refused: [] };
  for (const record of records) {
    if (stopped()) break;
    try {
      const receipt = await deed(record);
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
