import type { Annex, Figure } from '../../api/types';

/** Until when a figure speaks, in short and in full; `undefined` where its period and grade say it all. */
export type Untils = (figure: Figure) => { short: string; full: string } | undefined;

/** Records count to the end of their period; every other figure, and every period that still runs, says its day. */
export function untilsOf(annex: Annex | undefined): Untils {
  const days = new Map(annex?.rows.map((row) => [keyOf(row), row]));
  return (figure) => {
    const row = days.get(keyOf(figure));
    if (!row || (row.grade === 'records' && row.until === lastDay(figure.period))) return undefined;
    const [year = '', month, day] = row.until.split('-').map(Number);
    const own = figure.period.startsWith(String(year));
    return {
      short: own ? `${month}.${day}` : `${year}.${month}.${day}`,
      full: `数据截至${year}年${month}月${day}日，${row.answers}负责`,
    };
  };
}

/** Who answers for a figure; blank as long as that is not known. */
export function answersOf(annex: Annex | undefined): (figure: { indicator: string; unit: string; period: string }) => string {
  const rows = new Map(annex?.rows.map((row) => [keyOf(row), row.answers]));
  return (figure) => rows.get(keyOf(figure)) ?? '';
}

function keyOf({ indicator, unit, period }: { indicator: string; unit: string; period: string }): string {
  return [indicator, unit, period].join('@');
}

/** The last day of a period as the server names it. */
export function lastDay(period: string): string {
  const span = period.split('..')[1];
  if (span) return span;
  const [year, part = ''] = [period.slice(0, 4), period.slice(5)];
  const month = part === '' ? 12 : part.startsWith('H') ? Number(part[1]) * 6 : part.startsWith('Q') ? Number(part[1]) * 3 : Number(part.slice(0, 2));
  if (part.length > 2 && part[2] === '-') return period;
  const days = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  return `${year}-${String(month).padStart(2, '0')}-${String(days).padStart(2, '0')}`;
}
