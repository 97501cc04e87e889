import type { Field, Ledger, Places } from '../../../api/types';

/** The field that says where, if the ledger has one whose places may be shown to all its readers. */
export function placeField(ledger: Ledger): Field | undefined {
  return ledger.fields.find(({ type, privacy }) => ['point', 'line', 'polygon'].includes(type) && (privacy === 'open' || privacy === 'internal'));
}

/** How much of the list the map shows, and how many have no place. */
export function saidOf({ places, read, without, total }: Places): string {
  if (!total) return '没有符合条件的记录。';
  const shown = places.length ? `地图上有 ${places.length} 条` : '没有一条标了位置';
  const none = without && places.length ? `，${without} 条没有位置` : '';
  return read < total ? `显示前 ${read} 条：${shown}${none}；后面还有 ${total - read} 条没有画，请加条件缩小范围。` : `共 ${total} 条：${shown}${none}。`;
}
