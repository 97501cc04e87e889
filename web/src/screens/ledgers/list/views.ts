import { keep, recall } from '../../../shell/kept';

/** A list asked for in one way, under a name: filter, order and columns, as they stand in the address. */
export interface View {
  name: string;
  query: string;
}

/** Where views are kept. The screen knows no more of it, so that a server may take the browser's place. */
export interface ViewStore {
  list: (ledger: string) => Promise<View[]>;
  /** Keeps a view; one of the same name gives way. False where there is no room for it. */
  keep: (ledger: string, view: View) => Promise<boolean>;
  forget: (ledger: string, name: string) => Promise<void>;
}

const PREFIX = 'qianmo.views.';

/** In this browser, for whoever uses it. */
export const inBrowser: ViewStore = {
  list: (ledger) => Promise.resolve(readViews(recall(PREFIX + ledger))),
  keep: (ledger, view) => Promise.resolve(keep(PREFIX + ledger, JSON.stringify(withView(readViews(recall(PREFIX + ledger)), view)))),
  forget: (ledger, name) => {
    const left = readViews(recall(PREFIX + ledger)).filter((view) => view.name !== name);
    keep(PREFIX + ledger, left.length ? JSON.stringify(left) : '');
    return Promise.resolve();
  },
};

/** Of an address, what a view keeps: not the page one stands on, nor what lies open. */
export function viewQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  ['after', 'skip', 'open'].forEach((key) => kept.delete(key));
  return kept.toString();
}

/** The views with one more, by name; one of the same name keeps its place. */
export function withView(views: View[], view: View): View[] {
  return views.some(({ name }) => name === view.name) ? views.map((known) => (known.name === view.name ? view : known)) : [...views, view];
}

/** What was kept, as far as it can be read. */
export function readViews(text: string): View[] {
  try {
    const kept: unknown = JSON.parse(text || '[]');
    return Array.isArray(kept) ? kept.filter(isView) : [];
  } catch {
    return [];
  }
}

function isView(value: unknown): value is View {
  const view = value as Partial<View> | null;
  return typeof view?.name === 'string' && typeof view.query === 'string';
}
