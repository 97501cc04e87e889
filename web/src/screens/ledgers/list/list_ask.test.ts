import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../../api/types';
import { readAsked } from './asked';
import { listAsk, sortsOf } from './list_ask';

const day = { id: 'on', name: '日期', type: 'date', required: true, privacy: 'open' };
const log = { id: 'a', kind: 'log', date: 'on', states: [], fields: [day] } as unknown as Ledger;
const asked = (query: string) => readAsked(new URLSearchParams(query));

describe('the order of a list', () => {
  test('the latest of what happened comes first, unless another order is asked for', () => {
    expect(listAsk(log, asked(''), '2026-11-27')).toEqual({ sort: '-on' });
    expect(listAsk({ ...log, kind: 'case' }, asked('q=x'), '2026-11-27')).toEqual({ q: 'x', sort: '-on' });
    expect(listAsk(log, asked('sort=unit'), '2026-11-27')).toEqual({ sort: 'unit' });
  });

  test('a register keeps the order it was written in, and nothing is sorted by what cannot be', () => {
    expect(sortsOf({ ...log, kind: 'register' }, asked(''))).toEqual([]);
    expect(sortsOf({ ...log, fields: [{ ...day, sortable: false } as Ledger['fields'][number]] }, asked(''))).toEqual([]);
    expect(sortsOf({ ...log, fields: [] }, asked(''))).toEqual([]);
  });
});
