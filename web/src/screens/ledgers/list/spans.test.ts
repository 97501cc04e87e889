import { expect, test } from 'vitest';
import { SPANS, daysOf, spanWord } from './spans';

test.each([
  ['today', '2026-11-26', '2026-11-26', '2026-11-26'],
  ['this_month', '2024-02-29', '2024-02-01', '2024-02-29'],
  ['this_month', '2023-02-01', '2023-02-01', '2023-02-28'],
  ['last_month', '2026-01-15', '2025-12-01', '2025-12-31'],
  ['last_month', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['this_quarter', '2026-11-26', '2026-10-01', '2026-12-31'],
  ['this_quarter', '2026-06-30', '2026-04-01', '2026-06-30'],
  ['this_year', '2026-11-26', '2026-01-01', '2026-12-31'],
  ['last_year', '2026-11-26', '2025-01-01', '2025-12-31'],
])('%s on %s', (span, today, first, last) => expect(daysOf(span, today)).toEqual([first, last]));

test('every span has a word and days; what is none has neither', () => {
  for (const { span } of SPANS) expect([spanWord(span), daysOf(span, '2026-11-26')]).not.toContain(undefined);
  expect([spanWord('next_year'), daysOf('next_year', '2026-11-26'), daysOf('today', '')]).toEqual([undefined, undefined, undefined]);
});
