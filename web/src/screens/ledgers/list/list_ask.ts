import type { ListAsk } from '../../../api/queries';
import type { Ledger } from '../../../api/types';
import type { Asked } from './asked';
import { expression, filterable } from './filter';
import { writeSort } from './sort';

/** What an address asks of a list, as the server is asked it; without the page one stands on. */
export function listAsk(ledger: Ledger, asked: Asked, today: string): ListAsk {
  const others = expression(asked.conditions, { fields: filterable(ledger), today });
  const filter = others && asked.expression ? `${others} && (${asked.expression})` : others || asked.expression;
  return {
    ...(asked.unit ? { unit: asked.unit } : {}),
    ...(asked.word ? { q: asked.word } : {}),
    ...(filter ? { filter } : {}),
    ...(asked.sorts.length ? { sort: writeSort(asked.sorts) } : {}),
  };
}
