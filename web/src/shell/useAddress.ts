import { useSearchParams } from 'react-router';

/**
 * What a screen keeps in the address, beside what other parts keep there. An empty value leaves no trace. What changes with
 * every key that is pressed takes the place of what was there, so that the way back is not made of letters.
 */
export function useAddress(): [(key: string) => string, (next: Record<string, string>, how?: { replace: boolean }) => void] {
  const [query, setQuery] = useSearchParams();
  const set = (next: Record<string, string>, how = { replace: false }) =>
    setQuery((now) => {
      const changed = new URLSearchParams(now);
      for (const [key, value] of Object.entries(next)) {
        if (value) changed.set(key, value);
        else changed.delete(key);
      }
      return changed;
    }, how);
  return [(key) => query.get(key) ?? '', set];
}
