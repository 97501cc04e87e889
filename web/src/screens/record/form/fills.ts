import type { Field, Json, Ledger, LedgerRecord, Values } from '../../../api/types';
import { visible } from '../../../fields/checks';
import { readSpells } from '../../../fields/dated/spells';
import type { Draft } from './useDraft';

/** What a form takes over from the record that it is about. */
export interface Fill {
  /** The name of the field that refers to it. */
  by: string;
  /** Nothing where it is masked there: what may not be seen is not taken over either. */
  value?: Json;
  /** As the server writes it for people. */
  text?: string | undefined;
}

/** What is known already, by field: of records that were chosen and still are, as it was on the record's own day. */
export function fillsOf(ledger: Ledger, chosen: Record<string, LedgerRecord>, values: Values, today: string): Record<string, Fill> {
  const own = values[ledger.date];
  const day = typeof own === 'string' && own ? own : today;
  const found = ledger.fields.flatMap((field): [string, Fill][] => {
    const fill = field.ended ? undefined : fillOf(field, ledger, chosen, values, day);
    return fill ? [[field.id, fill]] : [];
  });
  return Object.fromEntries(found);
}

/** The values that are taken over, for a form to begin with. */
export function filled(fills: Record<string, Fill>): Values {
  return Object.fromEntries(Object.entries(fills).flatMap(([id, { value }]) => (value === undefined ? [] : [[id, value]])));
}

/** What a new record says: what was taken over into a field that is not asked for, nobody saw and so nobody said. */
export function sent(ledger: Ledger, draft: Pick<Draft, 'values' | 'changed'>, fills: Record<string, Fill>, today: string): Values {
  const unseen = (id: string) => id in fills && !(id in draft.changed) && ledger.fields.some((field) => field.id === id && !visible(field, draft.values, today));
  return Object.fromEntries(Object.entries(draft.values).filter(([id, value]) => value !== null && value !== undefined && !unseen(id)));
}

function fillOf(field: Field, ledger: Ledger, chosen: Record<string, LedgerRecord>, values: Values, day: string): Fill | undefined {
  if (!field.prefill) return undefined;
  const { by: reference, from } = field.prefill;
  const source = chosen[reference];
  if (!source || values[reference] !== source.record) return undefined;
  const by = ledger.fields.find(({ id }) => id === reference)?.name ?? '';
  if (source.masked.includes(from)) return { by };
  const value = onDay(source.fields[from], day);
  if (value === undefined || value === null) return undefined;
  return { by, value: field.dated ? [{ since: day, value }] : value, text: source.shown[from] };
}

/** Of a value that changes with time the one that held on a day. */
function onDay(value: Json | undefined, day: string): Json | undefined {
  const spells = readSpells(value);
  if (!spells.length) return value;
  return [...spells].reverse().find(({ since }) => since <= day)?.value;
}
