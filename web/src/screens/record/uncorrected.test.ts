import { describe, expect, test } from 'vitest';
import type { LedgerRecord } from '../../api/types';
import { drop, hasMovedOn, keepUncorrected, uncorrectedOf } from './uncorrected';

const record = (from_seq: number, fields: object, more: object = {}) => ({ ledger: 'hazard', book: 'c', record: 'r', from_seq, fields, masked: [], ...more }) as unknown as LedgerRecord;
const left = (read: LedgerRecord, written: Record<string, string | null>) => ({ read, written, taken: {}, reason: '核对' });

describe('a correction that was not saved', () => {
  test('is found again by who wrote it, of that record, and by nobody else', () => {
    const read = record(3, { place: '桥头' });
    keepUncorrected('zhang', left(read, { place: '桥尾' }));
    expect(uncorrectedOf('zhang', read)).toMatchObject({ written: { place: '桥尾' }, reason: '核对' });
    expect(uncorrectedOf('li', read)).toBeUndefined();
    expect(uncorrectedOf('zhang', record(3, {}, { record: 'other' }))).toBeUndefined();
    expect(uncorrectedOf('zhang', record(3, {}, { book: 'd' }))).toBeUndefined();
    drop('zhang', read);
    expect(uncorrectedOf('zhang', read)).toBeUndefined();
  });

  test('is met by what others wrote meanwhile, and gone where they wrote the same', () => {
    const read = record(3, { place: '桥头', count: '1' });
    keepUncorrected('zhang', left(read, { place: '桥尾', count: '2' }));
    const met = uncorrectedOf('zhang', record(5, { place: '桥东', count: '2' }));
    expect(met?.written).toEqual({ place: '桥尾' });
    expect(met && hasMovedOn(met, record(5, {}))).toBe(true);
    expect(met && hasMovedOn(met, read)).toBe(false);
    expect(uncorrectedOf('zhang', record(6, { place: '桥尾', count: '2' }))).toBeUndefined();
    expect(uncorrectedOf('zhang', read)).toBeUndefined();
  });

  test('of a field that is masked stays, for nobody sees what stands there', () => {
    keepUncorrected('zhang', left(record(3, {}, { masked: ['phone'] }), { phone: null }));
    expect(uncorrectedOf('zhang', record(4, {}, { masked: ['phone'] }))?.written).toEqual({ phone: null });
    expect(uncorrectedOf('zhang', record(4, {}))).toBeUndefined();
  });
});
