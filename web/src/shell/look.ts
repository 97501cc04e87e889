import { useSyncExternalStore } from 'react';
import { keep, recall } from './kept';
import type { Light } from './palette';

/** How the house looks to one person on one device. */
export interface Look {
  /** What was chosen. */
  choice: 'system' | Light;
  /** What that comes to now. */
  light: Light;
  text: 'normal' | 'large';
}

const LIGHT_KEY = 'qianmo.light';
const TEXT_KEY = 'qianmo.text';
const DARK = '(prefers-color-scheme: dark)';

const listeners = new Set<() => void>();
let now: Look | undefined;

/** The look, as the device keeps it. `public/first.js` applies the same before anything is drawn. */
export function useLook(): Look {
  return useSyncExternalStore(listen, known);
}

/** Chooses, and remembers the choice on this device. */
export function chooseLook(next: Partial<Pick<Look, 'choice' | 'text'>>): void {
  const look = { ...known(), ...next };
  keep(LIGHT_KEY, look.choice === 'system' ? '' : look.choice);
  keep(TEXT_KEY, look.text === 'normal' ? '' : look.text);
  apply({ ...look, light: lightOf(look.choice) });
}

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/** The first who asks has the page follow the system, and what is chosen in another tab. */
function known(): Look {
  if (!now) {
    now = read();
    const again = () => apply(read());
    window.matchMedia(DARK).addEventListener('change', again);
    window.addEventListener('storage', again);
  }
  return now;
}

function apply(look: Look): void {
  now = look;
  document.documentElement.dataset.theme = look.light;
  document.documentElement.dataset.text = look.text;
  listeners.forEach((changed) => changed());
}

function read(): Look {
  const kept = recall(LIGHT_KEY);
  const choice = kept === 'light' || kept === 'dark' ? kept : 'system';
  return { choice, light: lightOf(choice), text: recall(TEXT_KEY) === 'large' ? 'large' : 'normal' };
}

function lightOf(choice: Look['choice']): Light {
  if (choice !== 'system') return choice;
  return window.matchMedia(DARK).matches ? 'dark' : 'light';
}
