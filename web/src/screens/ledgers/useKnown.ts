import { useQuery } from '@tanstack/react-query';
import { ledger as ledgerQuery } from '../../api/queries';
import type { Ledger } from '../../api/types';
import type { Known } from './columns';

/** What the number of a person is called in the register that a ledger's persons stand in. */
export function useKnown(ledger: Ledger | undefined): Known {
  const persons = ledger?.fields.find(({ type, to }) => type === 'person' && to)?.to ?? '';
  const register = useQuery({ ...ledgerQuery(persons), enabled: persons !== '' }).data;
  return { number: register?.fields.find(({ type }) => type === 'id_number')?.name ?? '证件号' };
}
