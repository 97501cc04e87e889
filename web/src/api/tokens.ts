import { queryOptions } from '@tanstack/react-query';
import { at, get, write } from './client';
import type { MadeToken, Token } from './types';

/** The tokens of one's own programs, the newest first. */
export const myTokens = queryOptions({ queryKey: ['tokens'], queryFn: ({ signal }) => get<Token[]>('/tokens', {}, signal) });

/** The tokens of all; for the security officer and the auditor. */
export const allTokens = queryOptions({ queryKey: ['all-tokens'], queryFn: ({ signal }) => get<Token[]>('/accounts/tokens', {}, signal) });

interface NewToken {
  name: string;
  scope: Token['scope'];
  /** Left out: all that one sees. */
  ledgers?: string[] | undefined;
  days: number;
  password: string;
  code: string;
}

/** Makes a token for a program; it is shown once and never again. */
export function makeToken(made: NewToken): Promise<MadeToken> {
  return write<MadeToken>('POST', '/tokens', made);
}

/** Ends a token: one's own, or as the security officer anybody's. */
export function endToken(id: string): Promise<void> {
  return write<void>('POST', at`/tokens/${id}/end`, {});
}
