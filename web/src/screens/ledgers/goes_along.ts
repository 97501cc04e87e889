import type { Indicator, Ledger } from '../../api/types';

/** What is gone with an empty ledger that is taken back, told before it is. */
export function goesAlong({ id, name, fields }: Pick<Ledger, 'id' | 'name' | 'fields'>, indicators: Pick<Indicator, 'ledger'>[]): string {
  const figures = indicators.filter(({ ledger }) => ledger === id).length;
  const along = figures ? `它的 ${fields.length} 个字段、${figures} 个指标` : `它的 ${fields.length} 个字段`;
  return `“${name}”和${along}一起删去，能看到它的人都不再看到。里面没有记录，别的台账不受影响。删去后不能撤销；还要用的，拿表再建一次。`;
}
