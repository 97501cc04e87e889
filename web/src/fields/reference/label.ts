import type { LedgerRecord } from '../../api/types';

/**
 * How a record is offered. Where its name is masked, many look alike: what else lists show of it in part, such as the last
 * digits of a number, tells one from another, and is no more than the list of that ledger shows.
 */
export function labelOf({ title, unit_name: unit, masked, shown }: Pick<LedgerRecord, 'title' | 'unit_name' | 'masked' | 'shown'>): string {
  const part = title.includes('*') ? masked.map((id) => shown[id] ?? '').find((text) => /\*[\dA-Z]{2,}$/.test(text)) : undefined;
  return `${title}（${[unit, part && `尾号${/[\dA-Z]+$/.exec(part)?.[0] ?? ''}`].filter(Boolean).join('，')}）`;
}
