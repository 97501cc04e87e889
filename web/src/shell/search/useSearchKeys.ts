import { useEffect } from 'react';

/** A list has a box of its own, and the slash leads there. */
const OWN_SLASH = 'main [data-part="filters"] input, main [data-part="filters"] button';

/** Ctrl+K leads to the search from everywhere; the slash key does unless something is being written. */
export function useSearchKeys(go: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing) return;
      const held = event.ctrlKey || event.metaKey;
      if (held ? event.shiftKey || event.key.toLowerCase() !== 'k' : event.key !== '/') return;
      const at = event.target instanceof HTMLElement ? event.target : undefined;
      if (!held && (at?.closest('input, textarea, select, [contenteditable]') || document.querySelector(OWN_SLASH))) return;
      event.preventDefault();
      go();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [go]);
}
