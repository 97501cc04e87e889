import type { Json } from '../../api/types';
import type { ShowProps } from '../types';
import { readSpells } from './spells';

/** What it is now; what it was, and from when, below. */
export function DatedShow({ field, value, text }: ShowProps) {
  const spells = readSpells(value);
  const words = (one: Json) => field.codes?.find(({ code }) => code === one)?.name ?? (one === null ? '无' : String(one));
  return (
    <>
      {text ?? ''}
      {spells.length > 1 ? (
        <span className="row-where">
          {spells.map(({ since, value: one }) => `${since}起 ${words(one)}`).join('；')}
        </span>
      ) : null}
    </>
  );
}
