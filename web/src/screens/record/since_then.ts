import type { Ledger, LedgerRecord } from '../../api/types';

/** What a record says otherwise now than it did. */
export interface Since {
  id: string;
  name: string;
  was: string | undefined;
  is: string | undefined;
}

/** In words, in the order of the form: where it belongs and how it stands first. Masked values tell nothing, and are left out. */
export function sinceThen(ledger: Ledger, then: LedgerRecord, now: LedgerRecord): Since[] {
  const said = (text: string | null | undefined) => text || undefined;
  const all: Since[] = [
    { id: 'unit', name: '单位', was: said(then.unit_name), is: said(now.unit_name) },
    { id: 'state', name: '办理状态', was: said(then.state_name), is: said(now.state_name) },
    ...ledger.fields
      .filter(({ id }) => !then.masked.includes(id) && !now.masked.includes(id))
      .map(({ id, name }) => ({ id, name, was: said(then.shown[id]), is: said(now.shown[id]) })),
  ];
  return all.filter(({ was, is }) => was !== is);
}
