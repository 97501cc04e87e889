import { useEffect } from 'react';

/** The slash key leads to the first element that fits, unless something is being written. */
export function useSlash(selector: string): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const at = event.target instanceof HTMLElement ? event.target : undefined;
      if (at?.closest('input, textarea, select, [contenteditable]')) return;
      const to = document.querySelector<HTMLElement>(selector);
      if (!to) return;
      event.preventDefault();
      to.focus();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [selector]);
}
