import { describe, expect, test } from 'vitest';
import type { Ledger, LedgerHere, ListCondition, RecordCount } from '../../api/types';
import { readAsked } from '../ledgers/list/asked';
import { listAsk } from '../ledgers/list/list_ask';
import { countWord, listOf, parted } from './list_of';

const day = (id: string) => ({ id, name: id, type: 'date', required: false, privacy: 'open', dated: false });
const register = { id: 'a', kind: 'register', date: 'begins', states: [], steps: [], fields: [day('begins'), day('ends')] } as unknown as Ledger;
const log = { id: 'b', kind: 'log', date: 'on', states: [], steps: [], fields: [day('on')] } as unknown as Ledger;
const matter = {
  id: 'c', kind: 'case', date: 'on', fields: [day('on')],
  states: [{ id: 'open', name: '在办', final: false }, { id: 'done', name: '办完', final: true }],
  steps: [{ id: 'close', name: '办结', from: ['open'], to: 'done' }],
} as unknown as Ledger;

const count = (what: RecordCount['what'], filter: string | null, conditions: ListCondition[] | null): RecordCount => ({ what, total: 3, filter, conditions });
const within = (field: string): ListCondition => ({ field, test: 'within', value: '2022-01-01..2022-12-31' });
const among = (value: string): ListCondition => ({ field: 'state', test: 'among', value });

/** What the server counted by, as it writes it (`units/page/counts.rs`), and the conditions that are to say the same. */
const CASES: [Ledger, RecordCount][] = [
  [
    register,
    count('on_day', "begins <= date('2022-12-31') && (!has(ends) || ends > date('2022-12-31'))", [
      { field: 'begins', test: 'most', value: '2022-12-31' },
      { field: 'ends', test: 'beyond', value: '2022-12-31' },
    ]),
  ],
  [log, count('in_period', "on >= date('2022-01-01') && on <= date('2022-12-31')", [within('on')])],
  [matter, count('open', "state in ['open']", [among('open')])],
  [matter, count('finished', "state in ['done'] && steps.close >= date('2022-01-01') && steps.close <= date('2022-12-31')", [among('done'), within('steps.close')])],
  [matter, count('finished', "state in ['done'] && ((steps.close >= date('2022-01-01')) || (steps.drop >= date('2022-01-01')))", null)],
];

describe('a number of the page', () => {
  test.each(CASES)('opens the list that it was counted by', (ledger, one) => {
    const { pathname, search } = listOf(ledger.id, 'v1', one);
    expect(pathname).toBe(`/ledgers/${ledger.id}`);
    const { unit, filter } = listAsk(ledger, readAsked(new URLSearchParams(search)), '2026-11-27');
    expect(unit).toBe('v1');
    expect(filter).toBe(one.filter);
  });

  test('asks for no filter where all records are meant, and for the map where that is meant', () => {
    expect(listOf('a', 'v1', count('all', null, [])).search).toBe('unit=v1');
    expect(listOf('a', 'v1', count('all', null, []), true).search).toBe('unit=v1&view=map');
  });

  test('says what it counts', () => {
    const words = (['on_day', 'in_period', 'open', 'finished', 'all'] as const).map((what) => countWord(count(what, null, null), '2022'));
    expect(words).toEqual(['在册', '2022年', '现在没办完', '2022年办完', '共']);
  });
});

test('ledgers without any record of the unit are told apart', () => {
  const here = (ledger: string, ...totals: number[]): LedgerHere => ({ ledger, name: ledger, kind: 'log', mapped: false, writes: false, counts: totals.map((total) => ({ ...count('all', null, []), total })) });
  const { some, none } = parted([here('a', 0, 0), here('b', 0, 2), here('c')]);
  expect([some, none].map((all) => all.map(({ ledger }) => ledger))).toEqual([['b'], ['a', 'c']]);
});
