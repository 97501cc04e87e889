import { expect, test } from 'vitest';
import { Problem } from '../../../api/client';
import type { Finding } from '../../../api/types';
import { inTheWay } from './same_key';

const code = 'record.duplicate_key';
const refused = (...findings: Partial<Finding>[]) =>
  new Problem({ code, message: '没有存。', status: 409, findings: findings.map((finding) => ({ code, severity: 'error', message: '已经有一条。', ...finding })) });

test('the record that is in the way is opened where it is named, and nowhere else', () => {
  const there = { ledger: 'hazard', book: 'c/1', record: '01m8' };
  expect(inTheWay(refused({ field: 'number', there }))).toBe('/ledgers/hazard/c%2F1/01m8');
  expect(inTheWay(refused({ field: 'on' }, { field: 'number', there }))).toBe('/ledgers/hazard/c%2F1/01m8');
  // Who may not know of it is told of the fields alone, and what a sentence holds is not read.
  expect(inTheWay(refused({ field: 'number', there: null, message: '记录 01m8dj34p7h8x99j0xj4xepvhy 相同。' }))).toBeUndefined();
  expect(inTheWay(refused())).toBeUndefined();
});
