import type { ListAsk } from '../../../api/queries';
import type { Ledger } from '../../../api/types';
import type { Asked } from './asked';
import { expression, filterable } from './filter';
import { writeSort, type Sort } from './sort';

/**
 * The order of a list. Where nobody asked for one, of what happens the latest comes first: that is what somebody opens the
 * list for, and where a record is found that was written a moment ago. A register keeps the order in which it was written.
 */
export function sortsOf(ledger: Pick<Ledger, 'kind' | 'date' | 'fields'>, asked: Pick<Asked, 'sorts'>): Sort[] {
  if (asked.sorts.length) return asked.sorts;
  const dated = ledger.fields.some(({ id, sortable }) => id === ledger.date && sortable !== false);
  return ledger.kind !== 'register' && dated ? [{ field: ledger.date, down: true }] : [];
}

/** What an address asks of a list, as the server is asked it; without the page one stands on. */
export function listAsk(ledger: Ledger, asked: Asked, today: string): ListAsk {
  const others = expression(asked.conditions, { fields: filterable(ledger), today });
  const filter = others && asked.expression ? `${others} && (${asked.expression})` : others || asked.expression;
  const sorts = sortsOf(ledger, asked);
  return {
    ...(asked.unit ? { unit: asked.unit } : {}),
    ...(asked.word ? { q: asked.word } : {}),
    ...(filter ? { filter } : {}),
    ...(sorts.length ? { sort: writeSort(sorts) } : {}),
  };
}
