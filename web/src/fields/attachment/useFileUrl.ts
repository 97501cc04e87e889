import { useEffect, useState } from 'react';
import { at, reach } from '../../api/client';
import type { Field, LedgerRecord, Look } from '../../api/types';
import { fileAddress } from './address';

/**
 * Where a record's file is read from. What lists mask is asked for with the key by which the record was opened, which is no
 * second look, and is kept in the page alone until it is hidden again.
 */
export function useFileUrl(record: LedgerRecord | undefined, field: Field, look: Look | undefined): string | undefined {
  const masked = field.privacy === 'personal' || field.privacy === 'sensitive';
  const [opened, setOpened] = useState<string>();
  useEffect(() => {
    if (!record || !masked || !look) return undefined;
    const abort = new AbortController();
    let url: string | undefined;
    void (async () => {
      const path = at`/api/ledgers/${record.ledger}/records/${record.book}/${record.record}/files/${field.id}/open`;
      const response = await reach(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(look), signal: abort.signal });
      if (!response.ok) return;
      url = URL.createObjectURL(await response.blob());
      setOpened(url);
    })().catch(() => undefined);
    return () => {
      abort.abort();
      if (url) URL.revokeObjectURL(url);
      setOpened(undefined);
    };
  }, [record, field.id, masked, look]);
  if (!record) return undefined;
  return masked ? opened : fileAddress(record, field.id);
}
