import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { keep, recall } from '../../../shell/kept';
import { SIZE, SIZES, readAsked, writeAsked, type Asked } from './asked';

export const SIZE_KEY = 'qianmo.rows';
const COLUMNS_KEY = 'qianmo.columns.';

interface Turning {
  asked: Asked;
  query: URLSearchParams;
  ask: (next: Partial<Asked>, replace?: boolean) => void;
  chooseColumns: (ids: string[] | undefined) => void;
  start: (() => void) | undefined;
  back: (() => void) | undefined;
  on: (next: string) => void;
}

/**
 * What the address asks, and ways to ask otherwise. A cursor only leads forward; the way back is the pages that led
 * here, which the browser keeps with each entry of its history.
 */
export function useAsked(ledger: string): Turning {
  const location = useLocation();
  const navigate = useNavigate();
  const query = new URLSearchParams(location.search);
  const usual = Number(recall(SIZE_KEY));
  const remembered = recall(COLUMNS_KEY + ledger);
  const read = readAsked(query, SIZES.includes(usual) ? usual : SIZE);
  const asked = { ...read, columns: read.columns ?? (remembered ? remembered.split(',') : undefined) };
  const before = pagesOf(location.state);

  const go = (next: Partial<Asked>, pages: string[], replace = false) => {
    const search = writeAsked(query, next).toString();
    void navigate({ pathname: location.pathname, search }, { replace, state: { pages } });
  };

  // What was chosen before on this device is put into the address, so that it goes along when the address is sent.
  useEffect(() => {
    if (remembered && !query.has('cols')) {
      query.set('cols', remembered);
      void navigate({ pathname: location.pathname, search: query.toString() }, { replace: true, state: location.state });
    }
    // Only on the way in: who restores the usual columns has nothing remembered any more.
  }, [ledger]);

  const last = before[before.length - 1];
  return {
    asked,
    query,
    ask: (next, replace) => go(next, [], replace),
    chooseColumns: (columns) => {
      keep(COLUMNS_KEY + ledger, columns?.join(',') ?? '');
      go({ columns, after: asked.after, skipped: asked.skipped }, before, true);
    },
    start: asked.after ? () => go({ after: '', skipped: 0 }, []) : undefined,
    back: last === undefined ? undefined : () => go({ after: last, skipped: Math.max(0, asked.skipped - asked.size) }, before.slice(0, -1)),
    on: (next) => go({ after: next, skipped: asked.skipped + asked.size }, [...before, asked.after]),
  };
}

/** The cursors of the pages before this one, first page first. */
function pagesOf(state: unknown): string[] {
  const pages = (state as { pages?: unknown } | null)?.pages;
  return Array.isArray(pages) ? pages.filter((page): page is string => typeof page === 'string') : [];
}
