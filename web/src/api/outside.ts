import { queryOptions } from '@tanstack/react-query';
import { at, get, write } from './client';
import type { OutsideHouse } from './types';

/** What the way back from a house of identity adds to an address where a code is still asked for. */
export const CODE = '#code';

/** By which house of identity people may come in, as they call it. */
export const outside = queryOptions({
  queryKey: ['outside'],
  queryFn: ({ signal }) => get<OutsideHouse>('/session/outside', {}, signal),
  staleTime: Infinity,
});

/** Where a browser goes to be asked there who it is; it comes back to where it is now. */
export function begin(): string {
  return `/api/session/outside/begin?to=${encodeURIComponent(window.location.pathname + window.location.search)}`;
}

/** Says by which name the house vouches for an account; by none, where there is none. */
export function linkAccount(user: string, name: string): Promise<void> {
  return write<void>('POST', at`/accounts/${user}/outside`, { name: name.trim() || null });
}
