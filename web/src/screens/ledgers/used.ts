import { keep, recall } from '../../shell/kept';

const KEY = 'qianmo.used.';
const MANY = 6;

/** The ledgers that a person went to on this device, the last first: which they are, and nothing of what is in them. */
export function usedBy(actor: string): string[] {
  return read(recall(KEY + actor));
}

/** Somebody went to a ledger. */
export function goneTo(actor: string, id: string): void {
  // What the house keeps for itself is no place of work.
  if (!id.startsWith('_')) keep(KEY + actor, joined(usedBy(actor), id).join(','));
}

/** With one at the head of them; as many as are taken in at a glance. */
export function joined(before: string[], id: string): string[] {
  return [id, ...before.filter((one) => one !== id)].slice(0, MANY);
}

/** As it was kept. A plus after one is of an older version, which noted there what may be written to. */
export function read(text: string): string[] {
  return text.split(',').map((part) => part.replace(/\+$/, '')).filter((id) => id !== '');
}
