import { useSearchParams } from 'react-router';

/** What a screen keeps in the address, beside what other parts keep there. An empty value leaves no trace. */
export function useAddress(): [(key: string) => string, (next: Record<string, string>) => void] {
  const [query, setQuery] = useSearchParams();
  const set = (next: Record<string, string>) =>
    setQuery((now) => {
      const changed = new URLSearchParams(now);
      for (const [key, value] of Object.entries(next)) {
        if (value) changed.set(key, value);
        else changed.delete(key);
      }
      return changed;
    });
  return [(key) => query.get(key) ?? '', set];
}
