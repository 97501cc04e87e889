import { expect, test } from 'vitest';
import type { Draft, DraftField } from '../../api/start';
import type { Finding } from '../../api/types';
import { again, change, setDate, setType, standing, toggle, useAs, withoutPersons } from './draft';

const field = (id: string, more: Partial<DraftField> = {}): DraftField => ({
  id, name: id, heading: id, column: 1, use: 'field', type: 'text', measure: null, scale: null, required: false, privacy: 'internal',
  codes: [], filled: 2, distinct: 2, samples: ['x', 'y', 'x'], because: '', ...more,
});

const draft: Draft = {
  name: 'l', kind: 'log', mandate: '', unit_heading: 'u', date: 'd', begins: '2026-01-01', key: ['k'], title: ['k'],
  fields: [field('u', { use: 'unit' }), field('k'), field('d', { type: 'date' }), field('n', { type: 'decimal', measure: '亩', scale: 2 }), field('v')],
};

const one = (of: Draft, id: string) => of.fields.find((known) => known.id === id);

/** What an edit makes of the draft, in the parts it may touch. */
const check = (edited: Draft, expected: object) => expect(edited).toMatchObject(expected);

test.each<[string, Draft, object]>([
  ['another column names the unit: the one before is a field again', useAs(draft, 'v', 'unit'), { unit_heading: 'v' }],
  ['no column names the unit', useAs(draft, 'u', 'field'), { unit_heading: null }],
  ['a key column that is not wanted tells nothing apart', useAs(draft, 'k', 'none'), { key: [], title: [], unit_heading: 'u' }],
  ['a date column that is not wanted dates nothing', useAs(draft, 'd', 'none'), { date: null }],
  ['a date that becomes text dates nothing', setType(draft, 'd', 'text'), { date: null }],
  ['a date that becomes a date and time dates still', setType(draft, 'd', 'time'), { date: 'd' }],
  ['keys stand in the order of the sheet', toggle(toggle(draft, 'key', 'v', true), 'key', 'd', true), { key: ['k', 'd', 'v'] }],
  ['a key is taken out', toggle(draft, 'key', 'k', false), { key: [], title: ['k'] }],
  ['no date', setDate(draft, 'd', false), { date: null }],
  ['another date', setDate(draft, 'v', true), { date: 'v' }],
])('%s', (_, edited, expected) => check(edited, expected));

test('what goes with a use and a type', () => {
  expect(one(useAs(draft, 'v', 'unit'), 'u')?.use).toBe('field');
  expect(one(setDate(draft, 'v', true), 'v')?.type).toBe('date');
  expect(one(setType(draft, 'n', 'text'), 'n')).toMatchObject({ measure: null, scale: null });
  expect(one(setType(draft, 'v', 'money'), 'v')).toMatchObject({ measure: '元', scale: null });
  expect(one(setType(draft, 'v', 'choice'), 'v')?.codes).toEqual(['x', 'y']);
  expect(one(setType(draft, 'v', 'phone'), 'v')?.privacy).toBe('personal');
});

test('samples of persons do not stay in the browser, and come back with the same sheet', () => {
  const personal = change(draft, 'v', { privacy: 'personal', name: 'corrected' });
  const kept = withoutPersons(personal);
  expect(one(kept, 'v')?.samples).toEqual([]);
  expect(one(kept, 'k')?.samples).toEqual(['x', 'y', 'x']);
  const back = again(kept, { ...draft, fields: draft.fields.map((known, i) => ({ ...known, column: i })) });
  expect(back).toBeUndefined();
  expect(one(again(kept, draft) as Draft, 'v')).toMatchObject({ name: 'corrected', samples: ['x', 'y', 'x'] });
});

test('what was found goes when what it is about is corrected', () => {
  const found = ['v', 'name', 'key'].map((name) => ({ code: 'c', severity: 'error', message: name, field: name }) as Finding);
  const left = (now: Draft) => standing(found, draft, now).map(({ field: name }) => name);
  expect(left(draft)).toEqual(['v', 'name', 'key']);
  expect(left(change(draft, 'v', { type: 'date' }))).toEqual(['name', 'key']);
  expect(left({ ...draft, name: 'other' })).toEqual(['v', 'key']);
  expect(left(toggle(draft, 'key', 'v', true))).toEqual(['v', 'name']);
});
