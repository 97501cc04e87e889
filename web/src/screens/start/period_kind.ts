/** The kind of period that a report is written for, as the period it was begun with says. */
export function periodKind(period: string): 'year' | 'half' | 'quarter' | 'month' | 'span' {
  if (/^\d{4}$/.test(period)) return 'year';
  if (/^\d{4}-H[12]$/.test(period)) return 'half';
  if (/^\d{4}-Q[1-4]$/.test(period)) return 'quarter';
  return /^\d{4}-\d{2}$/.test(period) ? 'month' : 'span';
}
