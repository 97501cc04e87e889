/** Spans of days that people name by today: kept by their name, so that a view kept in March means May in May. */
export type SpanName = 'this_month' | 'last_month' | 'this_quarter' | 'this_year' | 'last_year' | 'today';

export const SPANS: { span: SpanName; name: string }[] = [
  { span: 'this_year', name: '今年' },
  { span: 'this_quarter', name: '本季度' },
  { span: 'this_month', name: '本月' },
  { span: 'today', name: '今天' },
  { span: 'last_month', name: '上月' },
  { span: 'last_year', name: '去年' },
];

/** The word for a span; undefined where the name was damaged. */
export function spanWord(span: string): string | undefined {
  return SPANS.find((known) => known.span === span)?.name;
}

/** First and last day of a span, by today (`2026-11-26`). */
export function daysOf(span: string, today: string): [string, string] | undefined {
  const [year = 0, month = 0] = today.split('-').map(Number);
  if (!year || !month) return undefined;
  const quarter = month - ((month - 1) % 3);
  switch (span) {
    case 'today':
      return [today, today];
    case 'this_month':
      return months(year, month, 1);
    case 'last_month':
      return month === 1 ? months(year - 1, 12, 1) : months(year, month - 1, 1);
    case 'this_quarter':
      return months(year, quarter, 3);
    case 'this_year':
      return months(year, 1, 12);
    case 'last_year':
      return months(year - 1, 1, 12);
    default:
      return undefined;
  }
}

/** So many months of one year, from a month on. */
function months(year: number, first: number, count: number): [string, string] {
  const last = first + count - 1;
  const days = new Date(Date.UTC(year, last, 0)).getUTCDate();
  const day = (month: number, date: number) => [String(year).padStart(4, '0'), two(month), two(date)].join('-');
  return [day(first, 1), day(last, days)];
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
