import { describe, expect, it } from 'vitest';
import type { Field } from '../../api/types';
import { goesAlong } from './goes_along';

describe('goesAlong', () => {
  const ledger = { id: 'a', name: '甲表', fields: [{ id: 'x' }, { id: 'y' }] as Field[] };
  it.each([
    ['figures of other ledgers stay', [{ ledger: 'a' }, { ledger: 'a' }, { ledger: 'b' }, { ledger: null }], '“甲表”和它的 2 个字段、2 个指标一起删去'],
    ['none is not told as 0', [{ ledger: 'b' }], '“甲表”和它的 2 个字段一起删去'],
  ])('%s', (_, indicators, expected) => {
    expect(goesAlong(ledger, indicators)).toContain(expected);
  });
  it('says that there is no way back', () => {
    expect(goesAlong(ledger, [])).toContain('不能撤销');
  });
});
