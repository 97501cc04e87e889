import { keep, recall } from '../../shell/kept';

/** A ledger somebody went to, and whether that person may write to it. */
export interface Used {
  id: string;
  writes: boolean;
}

const KEY = 'qianmo.used.';
const MANY = 6;

/** The ledgers that a person went to on this device, the last first: which they are, and nothing of what is in them. */
export function usedBy(actor: string): Used[] {
  return read(recall(KEY + actor));
}

/** Somebody went to a ledger. */
export function goneTo(actor: string, { id, writes }: Used): void {
  // What the house keeps for itself is no place of work.
  if (!id.startsWith('_')) keep(KEY + actor, written(joined(usedBy(actor), { id, writes })));
}

/** With one at the head of them; as many as are taken in at a glance. */
export function joined(before: Used[], { id, writes }: Used): Used[] {
  return [{ id, writes }, ...before.filter((one) => one.id !== id)].slice(0, MANY);
}

/** As it is kept: a plus after what may be written to. */
export function written(all: Used[]): string {
  return all.map(({ id, writes }) => (writes ? `${id}+` : id)).join(',');
}

export function read(text: string): Used[] {
  return text.split(',').flatMap((part) => {
    const id = part.replace(/\+$/, '');
    return id ? [{ id, writes: part !== id }] : [];
  });
}
