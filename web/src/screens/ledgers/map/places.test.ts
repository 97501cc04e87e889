import { expect, test } from 'vitest';
import type { Field, Ledger, Places } from '../../../api/types';
import { placeField, saidOf } from './places';

const field = (id: string, type: string, privacy: Field['privacy']) => ({ id, type, privacy }) as Field;
const ledger = (...fields: Field[]) => ({ fields }) as Ledger;

test('a place that is masked is not drawn', () => {
  expect(placeField(ledger(field('a', 'text', 'open'), field('b', 'point', 'personal'), field('c', 'line', 'internal')))?.id).toBe('c');
  expect(placeField(ledger(field('b', 'point', 'sensitive')))).toBeUndefined();
});

test.each([
  [3, 3, 0, 3, '共 3 条：地图上有 3 条。'],
  [2, 3, 1, 3, '共 3 条：地图上有 2 条，1 条没有位置。'],
  [0, 3, 3, 3, '共 3 条：没有一条标了位置。'],
  [2000, 2600, 600, 9000, '显示前 2600 条：地图上有 2000 条，600 条没有位置；后面还有 6400 条没有画，请加条件缩小范围。'],
  [0, 0, 0, 0, '没有符合条件的记录。'],
])('%i places of %i read, %i without, of %i', (placed, read, without, total, said) => {
  expect(saidOf({ places: new Array(placed).fill({}), read, without, total } as unknown as Places)).toBe(said);
});
