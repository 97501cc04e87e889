import { expect, test } from 'vitest';
import type { Ledger, LedgerRecord } from '../../api/types';
import { sinceThen } from './since_then';

const ledger = { fields: [{ id: 'a', name: '甲' }, { id: 'b', name: '乙' }, { id: 'c', name: '丙' }] } as Ledger;
const record = (shown: Record<string, string>, more: Partial<LedgerRecord> = {}) =>
  ({ unit_name: '甲村', state_name: null, shown, masked: [], ...more }) as unknown as LedgerRecord;

test.each([
  ['nothing', record({ a: '1' }), record({ a: '1' }), []],
  ['changed, come and gone, in the order of the form', record({ b: '2', a: '1' }), record({ a: '3', c: '4' }), ['甲 1→3', '乙 2→', '丙 →4']],
  ['moved and taken a step', record({}), record({}, { unit_name: '乙村', state_name: '办理中' }), ['单位 甲村→乙村', '办理状态 →办理中']],
  ['masked tells nothing', record({ a: '张**' }, { masked: ['a'] }), record({ a: '李**' }, { masked: ['a'] }), []],
])('%s', (_, then, now, expected) => {
  expect(sinceThen(ledger, then, now).map(({ name, was, is }) => `${name} ${was ?? ''}→${is ?? ''}`)).toEqual(expected);
});
