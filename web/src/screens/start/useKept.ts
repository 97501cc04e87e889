import { useState } from 'react';

const PREFIX = 'start.';

/**
 * What a person writes on the way to the first figure, kept in this tab so that reload and the back button lose nothing.
 * `shorn` takes out what may not stay in a browser. A tab that keeps nothing (private windows of old browsers) still
 * works, only without this.
 */
export function useKept<T>(name: string, initial: T, shorn: (value: T) => T = (value) => value): [T, (next: T) => void] {
  const [value, setValue] = useState<T>(() => read<T>(name) ?? initial);
  const keep = (next: T) => {
    setValue(next);
    write(name, shorn(next));
  };
  return [value, keep];
}

/** Forgets some of it: that part of the road begins anew. */
export function forget(...names: string[]): void {
  for (const name of names) write(name, undefined);
}

/** Marks the text as kept elsewhere: another sheet may begin another. Until then the way back still finds it. */
export function finish(): void {
  write('finished', true);
}

/** Another sheet is taken: what was finished is put away, what was not stays. */
export function beginAnew(): void {
  forget('chosen', 'made');
  if (read<boolean>('finished')) forget('text', 'decisions', 'report-name', 'finished');
}

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === undefined || value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Full or forbidden: what is on the page stays on the page.
  }
}
