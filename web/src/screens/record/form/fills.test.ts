import { expect, test } from 'vitest';
import type { Ledger, LedgerRecord, Values } from '../../../api/types';
import { filled, fillsOf, offersOf, sent } from './fills';

const field = (id: string, more: object = {}) => ({ id, name: `名${id}`, type: 'text', required: false, privacy: 'internal', dated: false, ...more });

const ledger = {
  date: 'on',
  fields: [
    field('on', { type: 'date' }),
    field('about', { type: 'reference', to: 'things' }),
    field('size', { prefill: { by: 'about', from: 'size' } }),
    field('class', { prefill: { by: 'about', from: 'class' } }),
    field('phone', { prefill: { by: 'about', from: 'phone' } }),
    field('spell', { dated: true, prefill: { by: 'about', from: 'size' } }),
    field('past', { ended: true, prefill: { by: 'about', from: 'size' } }),
  ],
} as unknown as Ledger;

const thing = {
  record: 'r1',
  fields: { size: '12', class: [{ since: '2020-01-01', value: 'a' }, { since: '2022-06-01', value: 'b' }] },
  shown: { size: '12亩', phone: '138****1234' },
  masked: ['phone'],
} as unknown as LedgerRecord;

const fills = (values: Values) => fillsOf(ledger, { about: thing }, values, '2026-01-01');

test('what is known is taken over, and what is masked is only said', () => {
  expect(fills({ about: 'r1', on: '2022-01-01' })).toEqual({
    size: { by: '名about', value: '12', text: '12亩' },
    class: { by: '名about', value: 'a', text: undefined },
    phone: { by: '名about' },
    spell: { by: '名about', value: [{ since: '2022-01-01', value: '12' }], text: '12亩' },
  });
  expect(filled(fills({ about: 'r1', on: '2022-01-01' }))).not.toHaveProperty('phone');
});

test.each<[Values, string | undefined]>([
  [{ about: 'r1', on: '2022-06-01' }, 'b'],
  [{ about: 'r1', on: '2019-06-01' }, undefined],
  [{ about: 'r1' }, 'b'],
  [{ about: 'r2', on: '2022-06-01' }, undefined],
  [{ on: '2022-06-01' }, undefined],
])('of what changes with time, as it was on the day: %j', (values, expected) => expect(filled(fills(values)).class).toBe(expected));

test('what was taken over into a field that is not shown is not sent', () => {
  const shown = {
    source: "ask == 'yes'", type: { kind: 'bool' }, constants: [], columns: [{ name: 'ask', type: { kind: 'text' } }],
    root: { op: 'compare', test: 'equal', kind: 'text', left: { op: 'column', index: 0 }, right: { op: 'text', value: 'yes' } },
  };
  const asking = { ...ledger, fields: [...ledger.fields.map((one) => (one.id === 'size' ? { ...one, show_if: shown } : one)), field('ask')] } as unknown as Ledger;
  const says = (values: Values, changed: Record<string, string> = {}) => {
    const draft = { values: { ...filled(fills(values)), ...values, ...changed }, changed };
    return sent(asking, draft, fills(values), '2026-01-01');
  };
  const values = { about: 'r1', on: '2022-06-01' };
  expect(says(values)).toEqual({ ...values, class: 'b', spell: [{ since: '2022-06-01', value: '12' }] });
  expect(says({ ...values, ask: 'yes' })).toHaveProperty('size', '12');
  // What the person wrote is theirs to send, and the server's to judge.
  expect(says(values, { size: '13' })).toHaveProperty('size', '13');
});

const offers = (values: Values) => offersOf(ledger, { about: thing }, values, '2026-01-01');

test('a correction is offered what the chosen record says otherwise, and nothing that is masked or the same', () => {
  expect(offers({ about: 'r1', on: '2022-01-01', size: '9', class: 'a', phone: '1' })).toEqual({
    size: { by: '名about', value: '12', text: '12亩' },
    spell: { by: '名about', value: [{ since: '2022-01-01', value: '12' }], text: '12亩' },
  });
  expect(offers({ about: 'r1', on: '2022-06-01', size: '12.0', class: 'a' })).not.toHaveProperty('size');
  expect(offers({ about: 'r1', on: '2022-06-01', class: 'a' }).class).toEqual({ by: '名about', value: 'b', text: 'b' });
  expect(offers({ about: 'r2', on: '2022-06-01', size: '9' })).toEqual({});
  expect(offersOf(ledger, {}, { about: 'r1', size: '9' }, '2026-01-01')).toEqual({});
});

test('of what changes with time the value is offered from the own day on, and what stood before stays', () => {
  const stands = [{ since: '2020-01-01', value: '7' }, { since: '2022-01-01', value: '8' }];
  expect(offers({ about: 'r1', on: '2022-01-01', spell: stands }).spell?.value).toEqual([{ since: '2020-01-01', value: '7' }, { since: '2022-01-01', value: '12' }]);
  expect(offers({ about: 'r1', on: '2022-01-01', spell: [{ since: '2021-01-01', value: '12' }] })).not.toHaveProperty('spell');
});
