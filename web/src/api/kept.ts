import { queryOptions } from '@tanstack/react-query';
import { at, get, remove, write } from './client';
import type { Home, Tile, View } from './types';

/** The views of a ledger: one's own, and those that others share. */
export const views = (ledger: string) => queryOptions({ queryKey: ['views', ledger], queryFn: ({ signal }) => get<View[]>(at`/ledgers/${ledger}/views`, {}, signal) });

/**
 * Keeps a view; one's own of the same name gives way, where it is the version that was read, if one is named (`view.moved`).
 * Shared with a unit where one is named.
 */
export function keepView(ledger: string, view: { name: string; query: string; unit?: string | null; version?: string }): Promise<View> {
  return write<View>('PUT', at`/ledgers/${ledger}/views`, view);
}

/** A view is no longer kept. */
export function endView(ledger: string, id: string): Promise<void> {
  return remove<void>(at`/ledgers/${ledger}/views/${id}`);
}

/** Whose home page is arranged: one's own, or that of a role at a unit. */
export interface HomeOf {
  unit: string;
  role: string;
}

/** What one sees first; of a role at a unit what its people see. */
export const home = (of?: HomeOf) => queryOptions({ queryKey: ['home', of ?? null], queryFn: ({ signal }) => get<Home>(homePath(of), {}, signal) });

/** Arranges a home page: over the version that was read, where one is named (`home.moved`), else over whatever is there. */
export function arrangeHome(tiles: Tile[], of?: HomeOf, version?: string): Promise<Home> {
  return write<Home>('PUT', homePath(of), version === undefined ? { tiles } : { tiles, version });
}

/** Gives up what was arranged. */
export function endHome(of?: HomeOf): Promise<void> {
  return remove<void>(homePath(of));
}

function homePath(of?: HomeOf): string {
  return of ? at`/units/${of.unit}/homes/${of.role}` : '/home';
}
