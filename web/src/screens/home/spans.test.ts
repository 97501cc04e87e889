import { expect, test } from 'vitest';
import type { Span } from '../../api/types';
import { periodOf } from './spans';

test.each<[Span, string, string]>([
  ['year', '2026', '2022'],
  ['to_date', '2026-01-01..2026-01-15', '2022-01-01..2022-12-31'],
  ['month', '2026-01', '2022-12'],
  ['last_month', '2025-12', '2022-11'],
  ['last_year', '2025', '2021'],
])('%s is %s on a day of the newest year, and %s where all is older', (span, now, past) => {
  expect(periodOf(span, '2026-01-15', '2026')).toBe(now);
  expect(periodOf(span, '2026-01-15', '2022')).toBe(past);
});
