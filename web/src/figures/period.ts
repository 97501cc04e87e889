import { moment } from '../shell/moment';

/** Periods as the server names them: `2022`, `2022-H1`, `2022-Q3`, `2022-03`, `2022-03-05`, `a..b`. */

const QUARTERS = ['一', '二', '三', '四'];

/** As a person says it. */
export function periodInWords(period: string): string {
  const [first, last] = period.split('..');
  if (first && last) return `${day(first)}至${day(last)}`;
  const half = /^(\d{4})-H([12])$/.exec(period);
  if (half) return `${half[1]}年${half[2] === '1' ? '上' : '下'}半年`;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter) return `${quarter[1]}年第${QUARTERS[Number(quarter[2]) - 1]}季度`;
  return day(period);
}

function day(text: string): string {
  const [year, month, date] = text.split('-').map(Number);
  if (!year || text.includes('H') || text.includes('Q')) return text;
  return `${year}年${month ? `${month}月` : ''}${date ? `${date}日` : ''}`;
}

/** The parts of a year a person may choose, and how they are written after the year. */
export const PARTS: { value: string; label: string }[] = [
  { value: '', label: '全年' },
  { value: '-H1', label: '上半年' },
  { value: '-H2', label: '下半年' },
  ...QUARTERS.map((word, i) => ({ value: `-Q${i + 1}`, label: `第${word}季度` })),
  ...Array.from({ length: 12 }, (_, i) => ({ value: `-${String(i + 1).padStart(2, '0')}`, label: `${i + 1}月` })),
];

/** A period as year and part; `undefined` for spans of days, which have no such form. */
export function split(period: string): { year: number; part: string } | undefined {
  const found = /^(\d{4})(|-H[12]|-Q[1-4]|-(?:0[1-9]|1[0-2]))$/.exec(period);
  return found ? { year: Number(found[1]), part: found[2] ?? '' } : undefined;
}

/** A Change that a cut ends with: its number in its book, and its moment. */
export interface Known {
  seq: number;
  at: string;
}

/** The books a cut names, each with the number of its last Change. */
export function partsOf(cut: string): { book: string; seq: number }[] {
  return cut
    .split(',')
    .map((part) => part.split(':'))
    .flatMap(([book, seq]) => (book && seq ? [{ book, seq: Number(seq) }] : []));
}

/** A cut by the latest of the Changes it ends with: the day up to which everything written is in. */
export function cutInWords(cut: string, known: Known[]): string {
  if (!partsOf(cut).length) return '还没有数据';
  const last = [...known].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).pop();
  return last ? `截至${periodInWords(moment(last.at).slice(0, 10))}（第 ${last.seq} 次变更）` : '截至当时的登记';
}

/** Nothing came after. */
export const NEWEST = '截至最新登记';
