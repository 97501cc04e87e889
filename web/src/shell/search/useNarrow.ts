import { useCallback, useSyncExternalStore } from 'react';
import { useLook } from '../look';

/** Where the rooms leave no place for a box: below this width, and sooner in large text. */
const NARROW = { normal: '(max-width: 1180px)', large: '(max-width: 1400px)' };

export function useNarrow(): boolean {
  const media = NARROW[useLook().text];
  const listen = useCallback(
    (changed: () => void) => {
      const query = window.matchMedia(media);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    [media],
  );
  return useSyncExternalStore(listen, () => window.matchMedia(media).matches);
}
