import { queryOptions } from '@tanstack/react-query';
import { at, get, write } from './client';
import type { Account, AccountEvent, Office, Role } from './types';

/** Who has an account, with offices and posts; for officers. */
export const accounts = queryOptions({ queryKey: ['accounts'], queryFn: ({ signal }) => get<Account[]>('/accounts', {}, signal) });

/** The roles of the pack, with what each lets a person see and fill; for officers. */
export const roles = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) => get<Role[]>('/roles', {}, signal),
  staleTime: 5 * 60_000,
});

/** The security log, newest first. */
export const accountEvents = (limit: number) =>
  queryOptions({ queryKey: ['account-events', limit], queryFn: ({ signal }) => get<AccountEvent[]>('/accounts/events', { limit }, signal) });

/** An officer to begin with. */
export interface FirstOfficer {
  office: Office;
  login: string;
  name: string;
  password: string;
}

/** Names the first officers; from then on everybody signs in. */
export function foundAccounts(officers: FirstOfficer[]): Promise<void> {
  return write<void>('POST', '/accounts/first', { officers });
}

/** Makes an account, still without password and post. */
export function makeAccount(made: { request: string; login: string; name: string }): Promise<{ id: string }> {
  return write<{ id: string }>('POST', '/accounts', made);
}

/** Ends an account. */
export function endAccount(user: string, ended: { request: string; reason?: string | undefined }): Promise<void> {
  return write<void>('POST', at`/accounts/${user}/end`, ended);
}

/** Gives an office, or takes it. */
export function setOffice(user: string, set: { request: string; office: Office | null; reason?: string | undefined }): Promise<void> {
  return write<void>('POST', at`/accounts/${user}/office`, set);
}

/** Sets a first or another password, which the person must change at the next sign-in. It unlocks, too. */
export function resetPassword(user: string, password: string, withoutCodes: boolean): Promise<void> {
  return write<void>('POST', at`/accounts/${user}/reset`, { password, without_codes: withoutCodes });
}

interface NewPost {
  request: string;
  user: string;
  role: string;
  unit: string;
  begins?: string | undefined;
  ends?: string | undefined;
  deputy_of?: string | undefined;
  /** Which line of work, in words. */
  chain?: string | undefined;
  reason?: string | undefined;
}

/** Gives a post. */
export function givePost(post: NewPost): Promise<{ id: string }> {
  return write<{ id: string }>('POST', '/posts', post);
}

/** Ends a post on a day, the first on which it is no longer held. */
export function endPost(post: string, ended: { request: string; ends?: string | undefined; reason?: string | undefined }): Promise<void> {
  return write<void>('POST', at`/posts/${post}/end`, ended);
}

interface HandOver {
  request: string;
  from: string;
  to: string;
  posts: string[];
  on?: string | undefined;
  reason?: string | undefined;
}

/** Ends posts of one person and gives them to another from the same day on. */
export function handOver(posts: HandOver): Promise<{ posts: string[] }> {
  return write<{ posts: string[] }>('POST', '/posts/hand-over', posts);
}
