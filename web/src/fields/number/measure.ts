import type { Field, Json } from '../../api/types';
import { times } from '../../figures/decimal';

/** A stored number in the unit the field is written in: 152810 元 of a field in 万元 is 15.281. */
export function toWritten(field: Field, value: Json | undefined): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (!/^-?\d+(\.\d+)?$/.test(String(value))) return String(value);
  const [top, below] = fraction(field);
  return times(String(value), below, top) ?? String(value);
}

/** The other way; `undefined` where the result cannot be kept exactly. */
export function toStored(field: Field, written: string): string | undefined {
  const [top, below] = fraction(field);
  return times(written, top, below);
}

function fraction(field: Field): [string, string] {
  const [whole = '1', places = ''] = (field.factor ?? '1').split('.');
  return [`${whole}${places}`, `1${'0'.repeat(places.length)}`];
}

/** Whether its values are aligned as numbers and may be added. */
export function isNumber(field: Field): boolean {
  return field.type === 'integer' || field.type === 'decimal' || field.type === 'money';
}
