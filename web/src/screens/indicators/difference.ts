import type { Figure } from '../../api/types';
import { minus } from '../../figures/decimal';
import { partBefore, yearBefore } from '../../figures/earlier';

/** What a figure is set against. */
export type Against = '' | 'year' | 'part';

/** The period it is set against. */
export function earlierOf(period: string, against: Against): string | undefined {
  if (against === 'year') return yearBefore(period);
  return against === 'part' ? partBefore(period) : undefined;
}

/** How much more or less than before, with its sign; blank where one of the two is missing. */
export function difference(now: Figure | undefined, before: Figure | undefined): string {
  if (!now?.value || !before?.value) return '';
  const by = minus(now.value, before.value);
  return by === '0' ? '持平' : by.startsWith('-') ? `−${by.slice(1)}` : `+${by}`;
}

/** The measure of a difference: of percentages it is points. */
export function differenceIn(measure: string): string {
  return measure === '%' ? '个百分点' : measure;
}
