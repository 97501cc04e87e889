import { remove, write } from './client';
import type { Device, SignedIn } from './types';

/** Signs in; the server keeps the session in a cookie that no script reads. */
export function signIn(login: string, password: string): Promise<SignedIn> {
  return write<SignedIn>('POST', '/session', { login, password });
}

/** After a right password, the code; each password is good for one. */
export function answerCode(code: string): Promise<SignedIn> {
  return write<SignedIn>('POST', '/session/code', { code });
}

/** Names a device that shows codes; answers what it is told, once. */
export function nameDevice(password: string): Promise<Device> {
  return write<Device>('POST', '/session/device', { password });
}

/** A code is asked for from now on; answers those on paper, once. */
export function beginSecondStep(code: string): Promise<{ papers: string[] }> {
  return write<{ papers: string[] }>('POST', '/session/device/begin', { code });
}

/** No code is asked for any more. */
export function endSecondStep(password: string, code: string): Promise<void> {
  return write<void>('POST', '/session/device/end', { password, code });
}

/** Signs out. */
export function signOut(): Promise<void> {
  return remove<void>('/session');
}

/** Takes another password of one's own, with a code where one is asked for. */
export function changePassword(old: string, next: string, code: string): Promise<void> {
  return write<void>('POST', '/session/password', { old, new: next, code });
}
