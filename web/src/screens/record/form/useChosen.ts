import { useState } from 'react';
import type { LedgerRecord } from '../../../api/types';

/** The records that somebody chose in a form, by the field that refers to them. */
export function useChosen() {
  const [records, setRecords] = useState<Record<string, LedgerRecord>>({});
  const chosen = (field: string, record: LedgerRecord | undefined) =>
    setRecords((now) => {
      const { [field]: _, ...others } = now;
      return record ? { ...others, [field]: record } : others;
    });
  return { records, chosen };
}
