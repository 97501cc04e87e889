import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let count = 0;

/** Whether anything is being asked of the server, read or written. */
export function useUnderway(): boolean {
  return useSyncExternalStore(listen, underway);
}

/** The same, for who does not draw. */
export function underway(): boolean {
  return count > 0;
}

/** Counts a request for as long as it lasts. */
export async function counted<T>(request: Promise<T>): Promise<T> {
  change(1);
  try {
    return await request;
  } finally {
    change(-1);
  }
}

function change(by: number): void {
  count += by;
  listeners.forEach((changed) => changed());
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
