import { useQueries } from '@tanstack/react-query';
import { changes } from '../api/queries';
import { cutInWords, partsOf, type Known } from './period';

/** A cut as a person says it: the day of the last Change that it knows, and its number. */
export function useCut(cut: string): string {
  const found = useQueries({ queries: partsOf(cut).map(({ book, seq }) => ({ ...changes(book, seq + 1, 1), staleTime: Infinity })) });
  const known = found.flatMap(({ data }): Known[] => (data?.changes[0] ? [{ seq: data.changes[0].seq, at: data.changes[0].at }] : []));
  return cutInWords(cut, known);
}
