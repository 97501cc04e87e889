import { useEffect } from 'react';

/** Where something is written and not kept, the browser asks before it closes or reloads the page. */
export function useLeaving(unkept: boolean): void {
  useEffect(() => {
    if (!unkept) return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      // What older browsers go by.
      event.returnValue = '';
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unkept]);
}
