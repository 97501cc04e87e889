import { afterEach, expect, test, vi } from 'vitest';
import { beginAnew, finish, forget } from './useKept';

/** A tab's storage. */
function tab(kept: Record<string, string>, full = false) {
  const values = new Map(Object.entries(kept));
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => values.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      values.set(name, value);
    },
    removeItem: (name: string) => values.delete(name),
  });
  return () => [...values.keys()].sort();
}

afterEach(() => vi.unstubAllGlobals());

const KEPT = { 'start.chosen': '""', 'start.made': '{}', 'start.text': '"XX户"', 'start.decisions': '{}', 'start.report-name': '"x"' };

test('another sheet puts away the choice of a ledger, and a text only when it was saved', () => {
  const names = tab(KEPT);
  beginAnew();
  expect(names()).toEqual(['start.decisions', 'start.report-name', 'start.text']);
  finish();
  beginAnew();
  expect(names()).toEqual([]);
});

test('what others keep in the tab is left alone, and a full tab breaks nothing', () => {
  const names = tab({ other: '1', 'start.text': '"x"' }, true);
  finish();
  forget('text');
  expect(names()).toEqual(['other']);
});
