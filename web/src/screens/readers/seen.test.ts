import { expect, test } from 'vitest';
import type { KeptLedger, Readers } from '../../api/types';
import { seenBy } from './seen';

const kept: KeptLedger[] = [
  { id: 'a', name: '甲账', shown: ['日期'], masked: [{ name: '姓名', clearance: 'personal' }, { name: '病', clearance: 'sensitive' }] },
  { id: 'b', name: '乙账', shown: ['件数'], masked: [] },
];

/** Each ledger that is seen: its name, whether it is written, and what is shown, masked and opened; then what is not seen. */
function check(readers: Partial<Readers>, expect_: string) {
  const { seen, unseen } = seenBy({ clearance: 'internal', reads: null, writes: [], ...readers } as Readers, kept);
  const one = seen.map(({ name, writes, shown, masked, opened }) => `${name}${writes ? '!' : ''} ${shown.join()}/${masked.join()}/${opened.join()}`);
  expect([...one, ...unseen.map(({ name }) => `-${name}`)].join(' ')).toBe(expect_);
}

test('all, with nothing to open', () => check({}, '甲账 日期/姓名,病/ 乙账 件数//'));
test('what is named, and no more', () => check({ reads: ['乙账'], writes: ['乙账'] }, '乙账! 件数// -甲账'));
test('what may be opened goes up to the clearance', () => {
  check({ clearance: 'personal' }, '甲账 日期/姓名,病/姓名 乙账 件数//');
  check({ clearance: 'sensitive', writes: null }, '甲账! 日期/姓名,病/姓名,病 乙账! 件数//');
});
test('none', () => check({ reads: [] }, '-甲账 -乙账'));
