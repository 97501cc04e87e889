import type { Json } from '../../api/types';

/** From that day on, this value; `null` is none. */
export interface Spell {
  since: string;
  value: Json;
}

/** The dated values of a field, oldest first; a bare value is one that holds from no known day. */
export function readSpells(value: Json | undefined): Spell[] {
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is { since: string; value: Json } => typeof item === 'object' && item !== null && 'since' in item);
}

/** As they are handed in: without those that have no day yet, oldest first; none is `null`. */
export function writeSpells(spells: Spell[]): Json {
  const kept = spells.filter(({ since }) => since !== '');
  if (!kept.length) return null;
  return [...kept].sort((a, b) => (a.since < b.since ? -1 : 1)).map(({ since, value }) => ({ since, value }));
}
