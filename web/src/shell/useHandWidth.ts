import { useSyncExternalStore } from 'react';

const HAND = '(max-width: 720px)';

/** Whether the page is a hand wide, as the style sheets mean it: what is a table at a desk may be read otherwise there. */
export function useHandWidth(): boolean {
  return useSyncExternalStore(listen, () => window.matchMedia(HAND).matches);
}

function listen(changed: () => void): () => void {
  const media = window.matchMedia(HAND);
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
}
