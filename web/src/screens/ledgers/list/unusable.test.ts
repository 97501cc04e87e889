import { expect, test } from 'vitest';
import type { Field, Ledger } from '../../../api/types';
import { unusable } from './unusable';

const field = (id: string, type: string, more: Partial<Field> = {}): Field => ({ id, name: `名${id}`, type, required: false, privacy: 'internal', dated: false, ...more }) as Field;

const ledger = {
  fields: [field('on', 'date'), field('kind', 'choice', { codes: [{ code: 'a', name: '甲' }] }), field('who', 'person', { privacy: 'personal', sortable: false })],
  states: [],
  steps: [],
  title: [],
} as unknown as Ledger;

test.each<[string, string[]]>([
  ['q=1&f=kind~among~a&sort=-on&cols=unit,on', []],
  ['f=gone~has~', ['不能再按“gone”筛选']],
  ['f=who~has~', ['不能再按“名who”筛选']],
  ['f=kind~among~a|b', ['“名kind”里已经没有“b”']],
  ['sort=who,-gone&cols=on,gone', ['不能再按“名who”排序', '不能再按“gone”排序', '没有“gone”这一列了']],
])('%s', (query, words) => expect(unusable(query, ledger).words).toEqual(words));

test('what is left asks for what there is', () => {
  const { rest } = unusable('f=gone~has~&f=kind~among~a&sort=gone,-on&cols=on,gone', ledger);
  expect(rest).toEqual({ conditions: [{ field: 'kind', test: 'among', value: 'a' }], sorts: [{ field: 'on', down: true }], columns: ['on'] });
});
