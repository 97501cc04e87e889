import type { Span } from '../../api/types';
import { partBefore } from '../../figures/earlier';

/** Periods as they are said from today, in the order in which they are offered. */
export const SPANS: { span: Span; name: string }[] = [
  { span: 'year', name: '本年' },
  { span: 'to_date', name: '今年到今天' },
  { span: 'month', name: '本月' },
  { span: 'last_month', name: '上月' },
  { span: 'last_year', name: '上年' },
];

/** The word for a span. */
export function spanName(span: Span): string {
  return SPANS.find((known) => known.span === span)?.name ?? span;
}

/**
 * The period that a span means today. Where nothing has been written for the year yet, it is said from the end of the
 * newest year that has records, so that nobody who looks back finds a page of empty places.
 */
export function periodOf(span: Span, today: string, newest: string): string {
  const day = today.slice(0, 4) > newest ? `${newest}-12-31` : today;
  const year = day.slice(0, 4);
  const month = day.slice(0, 7);
  switch (span) {
    case 'month':
      return month;
    case 'last_month':
      return partBefore(month) ?? month;
    case 'last_year':
      return partBefore(year) ?? year;
    case 'to_date':
      return `${year}-01-01..${day}`;
    default:
      return year;
  }
}
