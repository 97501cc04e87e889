import { useState } from 'react';
import type { Json, Values } from '../../../api/types';

/** What a person is writing, and what of it differs from where they began. */
export interface Draft {
  values: Values;
  set: (field: string, value: Json) => void;
  changed: Record<string, Json>;
  /** Begins anew from another version, keeping what was written. */
  rebase: (base: Values) => void;
}

/** A draft over the values of a record, or over defaults; with what was written before. */
export function useDraft(initial: Values, before: Record<string, Json> = {}): Draft {
  const [base, setBase] = useState(initial);
  const [written, setWritten] = useState(before);
  const changed = Object.fromEntries(Object.entries(written).filter(([id, value]) => !same(value, base[id])));
  return {
    values: { ...base, ...written },
    set: (field, value) => setWritten((now) => ({ ...now, [field]: value })),
    changed,
    rebase: (next) => setBase(next),
  };
}

/** Absent and empty are the same; numbers are compared as they are written on the wire. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  const plain = (value: Json | undefined) =>
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+\.\d*0$/.test(value)) ? trimmed(String(value)) : (value ?? null);
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function trimmed(number: string): string {
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
}
