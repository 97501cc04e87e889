import { expect, test } from 'vitest';
import { stepOf } from './road';
import { periodKind } from './period_kind';

test.each([
  ['table', false, '', 'table'],
  ['ledger', false, '', 'table'],
  ['ledger', true, '', 'ledger'],
  ['figures', true, '', 'ledger'],
  ['figures', false, 'l', 'figures'],
  ['write', true, 'l', 'write'],
  ['nonsense', true, 'l', 'table'],
])('%s, proposed %s, ledger %j: at %s', (asked, proposed, ledger, expected) => expect(stepOf(asked, { proposed, ledger })).toBe(expected));

test.each([
  ['2026', 'year'],
  ['2026-H1', 'half'],
  ['2026-Q3', 'quarter'],
  ['2026-03', 'month'],
  ['2026-03-01..2026-03-09', 'span'],
])('%s is written every %s', (period, kind) => expect(periodKind(period)).toBe(kind));
