import { expect, test } from 'vitest';
import type { Field } from '../../api/types';
import { expression, read, readValue, words, write, type Condition } from './filter';

const field = (id: string, type: string, more: Partial<Field> = {}): Field => ({
  id, name: id, type, required: false, privacy: 'internal', dated: false, ...more,
});

const fields = [
  field('who', 'text'),
  field('paid', 'money', { factor: '10000', in: '万元' }),
  field('on', 'date'),
  field('sort', 'choice', { codes: [{ code: 'a', name: '甲' }] }),
  field('sorts', 'choices', { codes: [{ code: 'a', name: '甲' }] }),
  field('done', 'bool'),
];

test.each<[Condition, string, string]>([
  [{ field: 'who', test: 'holds', value: "王'" }, "who.contains('王\\'')", "who含 王'"],
  [{ field: 'who', test: 'is', value: 'a\\b' }, "who == 'a\\\\b'", 'who是 a\\b'],
  [{ field: 'paid', test: 'least', value: '152800' }, 'paid >= 152800', 'paid不少于 15.28万元'],
  [{ field: 'on', test: 'most', value: '2022-03-05' }, "on <= date('2022-03-05')", 'on不晚于 2022-03-05'],
  [{ field: 'sort', test: 'is', value: 'a' }, "sort == 'a'", 'sort是 甲'],
  [{ field: 'sorts', test: 'holds', value: 'a' }, "'a' in sorts", 'sorts含 甲'],
  [{ field: 'done', test: 'is', value: 'false' }, 'done == false', 'done是 否'],
  [{ field: 'who', test: 'lacks', value: '' }, '!has(who)', 'who未填'],
  [{ field: 'gone', test: 'is', value: 'x' }, '', 'gone'],
])('%j', (condition, cel, said) => {
  expect(expression([condition], fields)).toBe(cel);
  expect(words(condition, fields)).toBe(said);
  expect(read(write(condition))).toEqual(condition);
});

test('conditions all hold together', () => {
  expect(expression([{ field: 'who', test: 'has', value: '' }, { field: 'done', test: 'is', value: 'true' }], fields)).toBe('has(who) && done == true');
  expect(expression([], fields)).toBe('');
});

test('numbers are read in the unit they are written in, and only numbers', () => {
  expect(readValue(fields[1] as Field, '１5.28')).toBe('152800');
  expect(readValue(fields[1] as Field, '很多')).toBeUndefined();
  expect(readValue(fields[0] as Field, '很多')).toBe('很多');
});

test('a damaged condition is none', () => expect([read(''), read('who'), read('who~maybe~x')]).toEqual([undefined, undefined, undefined]));
