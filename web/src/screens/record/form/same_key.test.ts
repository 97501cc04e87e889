import { describe, expect, test } from 'vitest';
import { Problem } from '../../../api/client';
import type { Ledger } from '../../../api/types';
import { sameKey } from './same_key';

const ledger = { key: ['number', 'on'], fields: [{ id: 'number', name: '编号' }, { id: 'on', name: '日期' }] } as unknown as Ledger;
const message = '记录 01m8dj687qt6nt4kkw75ygkgte 与已有的记录 01m8dj34p7h8x99j0xj4xepvhy 关键字段相同。';
const refused = (code: string, told: string) => new Problem({ code, message: '没有保存。', status: 409, findings: [{ code, severity: 'error', message: told }] });

describe('another record says the same', () => {
  test('is told by the names of the fields, beside each, with the record that is there', () => {
    const found = sameKey(refused('record.duplicate_key', message), ledger);
    expect(found?.there).toBe('01m8dj34p7h8x99j0xj4xepvhy');
    expect(found?.problem.message).toBe('同一单位里已经有一条“编号”、“日期”相同的记录，没有再存一条。');
    expect(found?.problem.findings.map(({ field }) => field)).toEqual(['number', 'on']);
    expect(`${found?.problem.message} ${found?.problem.hint}`).not.toMatch(/关键字段|01m8/);
  });

  test('without the ids it is told all the same, and other refusals are left alone', () => {
    expect(sameKey(refused('record.duplicate_key', '相同。'), ledger)?.there).toBeUndefined();
    expect(sameKey(refused('record.invalid', message), ledger)).toBeUndefined();
    expect(sameKey(refused('record.duplicate_key', message), { ...ledger, key: [] })).toBeUndefined();
  });
});
