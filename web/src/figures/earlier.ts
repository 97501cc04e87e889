/** The period that another is compared with. */

/** The same part of the year before; `undefined` for what is no period. */
export function yearBefore(period: string): string | undefined {
  const ends = period.split('..').map(dayOrPart);
  return ends.every((end): end is string => end !== undefined) && ends.length <= 2 ? ends.join('..') : undefined;
}

function dayOrPart(text: string): string | undefined {
  const [, year = '', rest = ''] = /^(\d{4})(|-H[12]|-Q[1-4]|-\d\d|-\d\d-\d\d)$/.exec(text) ?? [];
  if (!year) return undefined;
  return `${String(Number(year) - 1).padStart(4, '0')}${rest === '-02-29' ? '-02-28' : rest}`;
}

const PARTS: Record<string, number> = { '': 1, H: 2, Q: 4, M: 12 };

/** The part of the same kind just before: of March February, of the first quarter the last of the year before. */
export function partBefore(period: string): string | undefined {
  const found = /^(\d{4})(?:-(H|Q)?(\d{1,2}))?$/.exec(period);
  if (!found) return undefined;
  const [, year = '', letter = '', number = ''] = found;
  const kind = number === '' ? '' : letter || 'M';
  const last = PARTS[kind] ?? 1;
  const at = Number(number || 1);
  if (at < 1 || at > last) return undefined;
  const [y, n] = at === 1 ? [Number(year) - 1, last] : [Number(year), at - 1];
  const before = String(y).padStart(4, '0');
  if (kind === '') return before;
  return kind === 'M' ? `${before}-${String(n).padStart(2, '0')}` : `${before}-${kind}${n}`;
}
