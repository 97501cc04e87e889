import { at } from '../../api/client';
import type { LedgerRecord } from '../../api/types';

/** Where the file lies that a field of a record names; of a version that ended, as it was then. */
export function fileAddress(record: LedgerRecord, field: string): string {
  const path = at`/api/ledgers/${record.ledger}/records/${record.book}/${record.record}/files/${field}`;
  return typeof record.to_seq === 'number' ? `${path}?as_of=${encodeURIComponent(`${record.book}:${record.to_seq - 1}`)}` : path;
}

/** Where a file lies that was handed in and no record names yet. */
export function ownAddress(ledger: string, file: string): string {
  return at`/api/ledgers/${ledger}/files/${file}`;
}

/** A size as people say it. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  const kilo = bytes / 1024;
  return kilo < 1000 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}

export function isPicture(mediaType: string | undefined): boolean {
  return mediaType?.startsWith('image/') ?? false;
}
