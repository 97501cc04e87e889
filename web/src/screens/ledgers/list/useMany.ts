import { useRef, useState } from 'react';
import { requestId } from '../../../api/request_id';
import type { LedgerRecord, Receipt } from '../../../api/types';
import { useSaved } from '../../../shell/useUndo';
import { doEach, type Each } from './do_each';
import { keyOf, type Selection } from './selection';

/** How it ended: beside what was done and refused, how many were not tried, and how many are still chosen. */
export type End = Each & { left: number; chosen: number };

interface Many {
  selection: Selection;
  select: (selection: Selection) => void;
  /** Called when everything went well. */
  done: () => void;
  /** What to say of so many that were done. */
  words: (count: number) => string;
}

/** One thing done to all that is chosen, one Change a record; the refused stay chosen, and all of it can be undone. */
export function useMany({ selection, select, done, words }: Many) {
  const [going, setGoing] = useState<{ of: number; so_far: Each }>();
  const [ended, setEnded] = useState<End>();
  const stop = useRef(false);
  // The key of each record's Change, so that trying again after a broken way is a retry and not a second Change.
  const requests = useRef(new Map<string, string>());
  const saved = useSaved();

  const run = async (records: LedgerRecord[], deed: (record: LedgerRecord, request: string) => Promise<Receipt>) => {
    stop.current = false;
    const one = (record: LedgerRecord) => {
      const request = requests.current.get(keyOf(record)) ?? requestId();
      requests.current.set(keyOf(record), request);
      return deed(record, request);
    };
    setGoing({ of: records.length, so_far: { done: [], refused: [] } });
    const all = await doEach(records, one, (so_far) => setGoing({ of: records.length, so_far }), () => stop.current);
    setGoing(undefined);
    // What somebody else withdrew before is not there to be chosen either.
    const gone = all.refused.filter(({ problem }) => problem.status === 404);
    const away = new Set([...all.done, ...gone].map(({ record }) => keyOf(record)));
    const left = new Map([...selection].filter(([key]) => !away.has(key)));
    select(left);
    const untried = records.length - all.done.length - all.refused.length;
    if (all.refused.length || untried) setEnded({ ...all, left: untried, chosen: left.size });
    else done();
    if (all.done.length) await saved(words(all.done.length), ...all.done.map(({ receipt }) => receipt));
  };
  return { going, ended, run, stop: () => (stop.current = true) };
}
