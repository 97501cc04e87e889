import { describe, expect, test } from 'vitest';
import { labelOf } from './label';

describe('how a record is offered', () => {
  const record = { title: '刘**', unit_name: '甲村', masked: ['name', 'born', 'number'], shown: { name: '刘**', born: '***', number: '990101********6772' } };

  test('one whose name is masked by the digits that lists show of it', () => {
    expect(labelOf(record)).toBe('刘**（甲村，尾号6772）');
    expect(labelOf({ ...record, shown: { number: '990101********871X' } })).toBe('刘**（甲村，尾号871X）');
    expect(labelOf({ ...record, shown: { name: '刘**', born: '***' } })).toBe('刘**（甲村）');
  });

  test('any other by its name and its unit', () => {
    expect(labelOf({ ...record, title: '后山滑坡', masked: [] })).toBe('后山滑坡（甲村）');
    expect(labelOf({ ...record, title: '刘小燕', masked: ['number'] })).toBe('刘小燕（甲村）');
  });
});
