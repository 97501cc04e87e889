import type { Field, Json, Ledger, LedgerRecord, Values } from '../../../api/types';
import { visible } from '../../../fields/checks';
import { readSpells, writeSpells } from '../../../fields/dated/spells';
import { same, type Draft } from './useDraft';

/** What a form takes over from the record that it is about. */
export interface Fill {
  /** The name of the field that refers to it. */
  by: string;
  /** Nothing where it is masked there: what may not be seen is not taken over either. */
  value?: Json;
  /** As the server writes it for people. */
  text?: string | undefined;
}

/** What the record that was chosen says, where a correction says otherwise. */
export interface Offer {
  /** The name of the field that refers to it. */
  by: string;
  /** What the field becomes: of one that changes with time, the value from the record's own day on. */
  value: Json;
  text: string;
}

/** What is known already, by field: of records that were chosen and still are, as it was on the record's own day. */
export function fillsOf(ledger: Ledger, chosen: Record<string, LedgerRecord>, values: Values, today: string): Record<string, Fill> {
  const day = dayOf(ledger, values, today);
  const found = ledger.fields.flatMap((field): [string, Fill][] => {
    const fill = field.ended ? undefined : fillOf(field, ledger, chosen, values, day);
    return fill ? [[field.id, fill]] : [];
  });
  return Object.fromEntries(found);
}

/** What a correction is offered, by field: a record was chosen anew, and says otherwise than what stands there. */
export function offersOf(ledger: Ledger, chosen: Record<string, LedgerRecord>, values: Values, today: string): Record<string, Offer> {
  const day = dayOf(ledger, values, today);
  const fills = fillsOf(ledger, chosen, values, today);
  const found = ledger.fields.flatMap((field): [string, Offer][] => {
    const { by, value: fill, text } = fills[field.id] ?? {};
    if (by === undefined || fill === undefined) return [];
    const [stands, known] = field.dated ? [onDay(values[field.id], day), onDay(fill, day)] : [values[field.id], fill];
    if (known === undefined || same(stands, known)) return [];
    const others = readSpells(values[field.id]).filter(({ since }) => since !== day);
    const value = field.dated ? writeSpells([...others, { since: day, value: known }]) : known;
    return [[field.id, { by, value, text: text ?? wordsOf(field, known) }]];
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

/** A value that the server said nothing of in words. */
function wordsOf(field: Field, value: Json): string {
  const name = field.codes?.find(({ code }) => code === value)?.name;
  return name ?? (typeof value === 'object' ? '另一个值' : String(value));
}

/** The day that a record is of. */
function dayOf(ledger: Ledger, values: Values, today: string): string {
  const own = values[ledger.date];
  return typeof own === 'string' && own ? own : today;
}

/** Of a value that changes with time the one that held on a day. */
function onDay(value: Json | undefined, day: string): Json | undefined {
  const spells = readSpells(value);
  if (!spells.length) return value;
  return [...spells].reverse().find(({ since }) => since <= day)?.value;
}
