import type { KeptLedger, Privacy, Readers } from '../../api/types';

/** What readers see of a ledger. */
export interface Seen {
  id: string;
  name: string;
  writes: boolean;
  /** Fields as they are, by name. */
  shown: string[];
  /** Fields of which only the mask is seen. */
  masked: string[];
  /** Of these, the ones that may be opened for a purpose, which is journaled. */
  opened: string[];
}

const RANKS: Privacy[] = ['open', 'internal', 'personal', 'sensitive'];

/** Of each ledger a unit keeps, what these readers see; first those they see at all, each in the order of the pack. */
export function seenBy(readers: Pick<Readers, 'reads' | 'writes' | 'clearance'>, kept: KeptLedger[]): { seen: Seen[]; unseen: KeptLedger[] } {
  const among = (names: string[] | null | undefined, name: string) => !names || names.includes(name);
  const rank = RANKS.indexOf(readers.clearance);
  const reads = kept.filter(({ name }) => among(readers.reads, name));
  const seen = reads.map(({ id, name, shown, masked }) => ({
    id,
    name,
    writes: among(readers.writes, name),
    shown,
    masked: masked.map((field) => field.name),
    opened: masked.filter(({ clearance }) => RANKS.indexOf(clearance) <= rank).map((field) => field.name),
  }));
  return { seen, unseen: kept.filter((ledger) => !reads.includes(ledger)) };
}
