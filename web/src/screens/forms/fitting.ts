import type { Unit } from '../../api/types';
import { split } from '../../figures/period';

/** What kinds of period a form is for, in a word. */
export const PERIOD_WORDS: Record<string, string> = { year: '年报', half: '半年报', quarter: '季报', month: '月报', span: '时间段不定' };

/** The parts of a year that a kind of period names. */
const PARTS: Record<string, RegExp> = { year: /^$/, half: /^-H/, quarter: /^-Q/, month: /^-\d/ };

/** The period a form begins with: the one somebody works in where it fits, else the last of that year that has begun. */
export function periodFor(period: string, kind: string, today: string): string {
  const fits = PARTS[kind];
  const known = split(period);
  if (!fits || (known && fits.test(known.part))) return period;
  const [thisYear = 0, thisMonth = 12] = today.split('-').map(Number);
  const year = known?.year ?? thisYear;
  const month = year < thisYear ? 12 : thisMonth;
  const part: Record<string, string> = {
    half: `-H${Math.ceil(month / 6)}`,
    quarter: `-Q${Math.ceil(month / 3)}`,
    month: `-${String(month).padStart(2, '0')}`,
  };
  return `${year}${part[kind] ?? ''}`;
}

/** The unit a form begins with: one's own where its level fits, else the nearest above, else the first below. */
export function unitFor(units: Pick<Unit, 'id' | 'level' | 'parent'>[], level: string, own: string): string | undefined {
  const parentOf = (id: string) => units.find((unit) => unit.id === id)?.parent ?? undefined;
  const above = (id: string): string[] => {
    const line: string[] = [];
    for (let at: string | undefined = id; at !== undefined && !line.includes(at); at = parentOf(at)) line.push(at);
    return line;
  };
  const fitting = units.filter((unit) => unit.level === level).map(({ id }) => id);
  return above(own).find((id) => fitting.includes(id)) ?? fitting.find((id) => above(id).includes(own)) ?? fitting[0];
}
