import { useQuery } from '@tanstack/react-query';
import { units } from '../api/queries';

/** The names of units by their ids; blank as long as they are not known. */
export function useUnitName(): (id: string) => string {
  const all = useQuery(units).data;
  return (id) => all?.find((unit) => unit.id === id)?.name ?? '';
}
