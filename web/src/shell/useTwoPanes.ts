import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * While something is open beside the page, each of the two scrolls for itself and has the only bar at its edge; where
 * the panel covers the page, the page below stands still. Opening and closing leave the page where it was read.
 */
export function useTwoPanes(open: boolean, main: RefObject<HTMLElement | null>): void {
  const read = useRef(0);
  useEffect(() => {
    const look = (event: Event) => {
      if (event.target === document || event.target === main.current) read.current = Math.max(window.scrollY, main.current?.scrollTop ?? 0);
    };
    document.addEventListener('scroll', look, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', look, { capture: true });
  }, [main]);
  useLayoutEffect(() => {
    const where = read.current;
    document.documentElement.classList.toggle('two-panes', open);
    if (open) main.current?.scrollTo(0, where);
    else window.scrollTo(0, where);
    return () => document.documentElement.classList.remove('two-panes');
  }, [open, main]);
}
