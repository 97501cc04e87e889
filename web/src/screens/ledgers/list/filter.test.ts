import { expect, test } from 'vitest';
import type { Field } from '../../../api/types';
import { all, expression, read, readValue, testsOf, typedOf, words, write, type Condition } from './filter';

const field = (id: string, type: string, more: Partial<Field> = {}): Field => ({
  id, name: id, type, required: false, privacy: 'internal', dated: false, ...more,
});

const codes = [{ code: 'a', name: '甲' }, { code: 'b', name: '乙' }];
const fields = [
  field('who', 'text'),
  field('paid', 'money', { factor: '10000', in: '万元' }),
  field('on', 'date'),
  field('sort', 'choice', { codes }),
  field('sorts', 'choices', { codes }),
  field('done', 'bool'),
  field('place', 'unit'),
  field('note', 'long_text'),
];
const reading = { fields, today: '2026-11-26', unitName: (id: string) => (id === '99' ? '某村' : '') };

test.each<[Condition, string, string]>([
  [{ field: 'who', test: 'holds', value: "王'" }, "who.contains('王\\'')", "who含 王'"],
  [{ field: 'who', test: 'is', value: 'a\\b' }, "who == 'a\\\\b'", 'who是 a\\b'],
  [{ field: 'paid', test: 'least', value: '152800' }, 'paid >= 152800', 'paid不少于 15.28万元'],
  [{ field: 'paid', test: 'within', value: '10000..152800' }, 'paid >= 10000 && paid <= 152800', 'paid在 1万元 至 15.28万元'],
  [{ field: 'paid', test: 'within', value: '..152800' }, 'paid <= 152800', 'paid不多于 15.28万元'],
  [{ field: 'on', test: 'most', value: '2022-03-05' }, "on <= date('2022-03-05')", 'on不晚于 2022-03-05'],
  [{ field: 'on', test: 'beyond', value: '2022-03-05' }, "(!has(on) || on > date('2022-03-05'))", 'on未填或晚于 2022-03-05'],
  [{ field: 'on', test: 'within', value: '2022-03-05..' }, "on >= date('2022-03-05')", 'on不早于 2022-03-05'],
  [{ field: 'on', test: 'span', value: 'this_month' }, "on >= date('2026-11-01') && on <= date('2026-11-30')", 'on在本月'],
  [{ field: 'on', test: 'span', value: 'gone' }, '', 'on在gone'],
  [{ field: 'sort', test: 'is', value: 'a' }, "sort == 'a'", 'sort是 甲'],
  [{ field: 'sort', test: 'among', value: 'a|b' }, "sort in ['a', 'b']", 'sort是 甲、乙'],
  [{ field: 'sort', test: 'among', value: '' }, '', 'sort是 '],
  [{ field: 'sorts', test: 'holds', value: 'a' }, "'a' in sorts", 'sorts含 甲'],
  [{ field: 'sorts', test: 'among', value: 'a|b' }, "('a' in sorts || 'b' in sorts)", 'sorts含 甲、乙'],
  [{ field: 'sorts', test: 'among', value: 'b' }, "'b' in sorts", 'sorts含 乙'],
  [{ field: 'done', test: 'is', value: 'false' }, 'done == false', 'done是 否'],
  [{ field: 'place', test: 'is', value: '99' }, "place == '99'", 'place是 某村'],
  [{ field: 'who', test: 'lacks', value: '' }, '!has(who)', 'who未填'],
  [{ field: 'gone', test: 'is', value: 'x' }, '', 'gone'],
])('%j', (condition, cel, said) => {
  expect(expression([condition], reading)).toBe(cel);
  expect(words(condition, reading)).toBe(said);
  expect(read(write(condition))).toEqual(condition);
});

test('conditions all hold together', () => {
  expect(expression([{ field: 'who', test: 'has', value: '' }, { field: 'done', test: 'is', value: 'true' }], reading)).toBe('has(who) && done == true');
  expect(expression([], reading)).toBe('');
  expect(all(['', 'a', '', 'b'])).toBe('a && b');
});

test('every test that is offered for a type makes an expression', () => {
  const values = { is: { date: '2022-01-01', bool: 'true' }, within: { date: '2022-01-01..' } } as Record<string, Record<string, string>>;
  const usual: Record<string, string> = { is: '1', within: '1..2', among: 'a', span: 'today', holds: 'x' };
  for (const one of fields) {
    for (const way of testsOf(one)) {
      const value = values[way]?.[one.type] ?? usual[way] ?? '';
      expect(expression([{ field: one.id, test: way, value }], reading), `${one.type} ${way}`).not.toBe('');
    }
  }
});

test('numbers are read in the unit they are written in, and only numbers', () => {
  expect(readValue(fields[1] as Field, '１5.28')).toBe('152800');
  expect(typedOf(fields[1] as Field, '152800')).toBe('15.28');
  expect(readValue(fields[1] as Field, '很多')).toBeUndefined();
  expect(readValue(fields[0] as Field, '很多')).toBe('很多');
});

test('a damaged condition is none', () => expect([read(''), read('who'), read('who~maybe~x')]).toEqual([undefined, undefined, undefined]));
