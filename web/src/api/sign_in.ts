import { remove, write } from './client';
import type { SignedIn } from './types';

/** Signs in; the server keeps the session in a cookie that no script reads. */
export function signIn(login: string, password: string): Promise<SignedIn> {
  return write<SignedIn>('POST', '/session', { login, password });
}

/** Signs out. */
export function signOut(): Promise<void> {
  return remove<void>('/session');
}

/** Takes another password of one's own. */
export function changePassword(old: string, next: string): Promise<void> {
  return write<void>('POST', '/session/password', { old, new: next });
}
