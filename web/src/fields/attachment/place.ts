import { createContext, useContext, useEffect, useState } from 'react';
import type { FileInfo, LedgerRecord, Look } from '../../api/types';

/** Where a field that holds a photo or a file stands. */
export interface Place {
  ledger: string;
  /** The record under correction; a new one has none. */
  record?: LedgerRecord;
  /** What the record was opened for, where it was. */
  look?: Look | undefined;
  /** A file is on its way, or is not any more: what is saved meanwhile would be saved without it. */
  handing: (field: string, going: boolean) => void;
}

export const AttachmentPlace = createContext<Place | undefined>(undefined);

export function usePlace(): Place | undefined {
  return useContext(AttachmentPlace);
}

/** Which fields' files are on their way. */
export function useHanding() {
  const [fields, setFields] = useState<string[]>([]);
  const [handing] = useState(() => (field: string, going: boolean) => {
    setFields((now) => (going ? [...now.filter((one) => one !== field), field] : now.filter((one) => one !== field)));
  });
  return { handing, isHanding: fields.length > 0 };
}

/** Tells the form as long as something is on its way. */
export function useTellHanding(field: string, going: boolean) {
  const tell = usePlace()?.handing;
  useEffect(() => {
    if (!going) return undefined;
    tell?.(field, true);
    return () => tell?.(field, false);
  }, [tell, field, going]);
}

/** What was handed in on this page: the draft of a form keeps the id alone. */
export const handed = new Map<string, FileInfo>();
