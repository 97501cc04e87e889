import { useState } from 'react';
import type { Problem } from '../../../api/client';
import { ToldRow } from './ToldRow';
import { NAMELESS, isNameless, sentTold, wrongTold, type Telling } from './told';

/** On whose word a record is changed: the row for the form, what is sent, and whether somebody is still to be named. */
export function useTold({ ledger, unit }: { ledger: string; unit: string }, tried: boolean, problem: Problem | undefined) {
  const [telling, setTelling] = useState<Telling>();
  const nameless = isNameless(telling);
  const wrongs = [...(tried && nameless ? [NAMELESS] : []), ...wrongTold(problem?.findings ?? [])];
  const row = <ToldRow ledger={ledger} unit={unit} telling={telling} onChange={setTelling} wrongs={wrongs} />;
  return { row, sent: sentTold(telling), nameless };
}
