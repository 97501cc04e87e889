import type { View } from '../../../api/types';
import { keep, recall } from '../../../shell/kept';

/** What a view was while each browser kept its own. */
type OldView = Pick<View, 'name' | 'query'>;

const PREFIX = 'qianmo.views.';

/** Of an address, what a view keeps: not the page one stands on, nor what lies open. */
export function viewQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  ['after', 'skip', 'open'].forEach((key) => kept.delete(key));
  return kept.toString();
}

/**
 * What this browser kept before the server did goes over, once. One of a name that is taken there stays what it is there;
 * what the server does not take stays here, to be tried again. Whether anything went over.
 */
export async function moveOver(ledger: string, known: OldView[], put: (view: OldView) => Promise<unknown>): Promise<boolean> {
  const here = readViews(recall(PREFIX + ledger));
  if (!here.length) return false;
  const left: OldView[] = [];
  for (const view of here.filter(({ name }) => !known.some((one) => one.name === name))) {
    const { name, query } = view;
    await put({ name, query: viewQuery(new URLSearchParams(query)) }).catch(() => left.push(view));
  }
  keep(PREFIX + ledger, left.length ? JSON.stringify(left) : '');
  return left.length < here.length;
}

/** What was kept, as far as it can be read. */
export function readViews(text: string): OldView[] {
  try {
    const kept: unknown = JSON.parse(text || '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

function isView(value: unknown): value is OldView {
  const view = value as Partial<OldView> | null;
  return typeof view?.name === 'string' && typeof view.query === 'string';
}
