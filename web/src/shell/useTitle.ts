import { useEffect } from 'react';

/** Names the page in the tab and in the browser's history: the thing first, then where it is kept. Blank parts are left out. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts, '阡陌'].filter(Boolean).join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
