import { useEffect, useState } from 'react';
import type { Opened as Answer, LedgerRecord, Look } from '../../api/types';

/** How long what was opened stays to be seen: a screen that is left alone tells nobody. */
const SHOWN_FOR = 5 * 60_000;

export interface Opened extends Pick<Answer, 'record' | 'links'> {
  purpose: string;
  /** By which its photos and files are asked for. */
  look: Look;
}

/** What was opened of the record that is shown; of another one, or of another version, nothing. It is kept nowhere else. */
export function useOpened(shown: LedgerRecord | undefined) {
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    if (!opened) return;
    const hide = setTimeout(() => setOpened(undefined), SHOWN_FOR);
    return () => clearTimeout(hide);
  }, [opened]);
  const fits = opened && shown && isSame(opened.record, shown);
  return { opened: fits ? opened : undefined, show: setOpened, hide: () => setOpened(undefined) };
}

function isSame(one: LedgerRecord, other: LedgerRecord): boolean {
  return one.ledger === other.ledger && one.book === other.book && one.record === other.record && one.from_seq === other.from_seq;
}
