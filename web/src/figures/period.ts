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

/** A cut in a few words: the number of the last Change in each book it names; `newest` says that nothing came after. */
export function cutInWords(cut: string, newest = false): string {
  const last = cut.split(',').filter(Boolean).map((part) => part.split(':').pop() ?? '');
  if (!last.length) return '还没有数据';
  return newest ? '截至最新登记' : `截至第 ${last.join('、')} 号变更`;
}
