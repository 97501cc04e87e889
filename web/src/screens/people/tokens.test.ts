import { expect, test } from 'vitest';
import { lifeOfToken, reachOfToken, useOfToken } from './tokens';

test.each([
  [{ scope: 'read' as const, ledgers: null }, '只看本人看得到的全部台账'],
  [{ scope: 'write' as const, ledgers: ['甲', '乙'] }, '能看能填甲、乙'],
])('what a token reaches %#', (token, words) => expect(reachOfToken(token)).toBe(words));

test.each([
  [{ is_good: true, ends_at: '2026-12-31T16:00:00Z', ended_at: null }, '到 2027-01-01 00:00 止'],
  [{ is_good: false, ends_at: '2026-12-31T16:00:00Z', ended_at: null }, '2027-01-01 00:00 到期'],
  [{ is_good: false, ends_at: '2026-12-31T16:00:00Z', ended_at: '2026-11-01T01:00:00Z' }, '2026-11-01 09:00 停用'],
])('how long it lives %#', (token, words) => expect(lifeOfToken(token)).toBe(words));

test('when it was used', () => {
  expect(useOfToken({ used_on: null })).toBe('还没有用过');
  expect(useOfToken({ used_on: '2026-11-26' })).toBe('最近 2026-11-26 用过');
});
