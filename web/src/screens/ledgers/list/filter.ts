import type { Field, Ledger } from '../../../api/types';
import { readDecimal } from '../../../figures/decimal';
import { toStored, toWritten } from '../../../fields/number/measure';
import { daysOf, spanWord } from './spans';

/** One condition of a list: a field, how it is tested, against what (as stored). */
export interface Condition {
  field: string;
  test: Test;
  /** Of `within` two ends with `..` between, either of which may be left open; of `among` codes with `|` between. */
  value: string;
}

export type Test = 'is' | 'holds' | 'least' | 'most' | 'beyond' | 'within' | 'among' | 'span' | 'has' | 'lacks';

/** What a condition is read against: the fields, today, and the names of units. */
export interface Reading {
  fields: Field[];
  today: string;
  unitName: (id: string) => string;
}

const WORDS: Record<Test, string> = { is: '是', holds: '含', least: '不少于', most: '不多于', beyond: '未填或多于', within: '在范围内', among: '是', span: '在', has: '已填', lacks: '未填' };
const NUMBERS = ['integer', 'decimal', 'money'];
const DAY_WORDS: Partial<Record<Test, string>> = { least: '不早于', most: '不晚于', beyond: '未填或晚于', within: '在某天到某天' };

/** Text as it stands in an expression. */
export function literal(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** Which tests a field may be put to, the usual one first. */
export function testsOf(field: Field): Test[] {
  switch (field.type) {
    case 'text':
    case 'long_text':
      return ['holds', 'is', 'has', 'lacks'];
    case 'integer':
    case 'decimal':
    case 'money':
      return ['within', 'is', 'has', 'lacks'];
    case 'date':
      return ['span', 'within', 'is', 'has', 'lacks'];
    case 'choice':
    case 'choices':
      return ['among', 'has', 'lacks'];
    case 'bool':
    case 'unit':
      return ['is', 'has', 'lacks'];
    default:
      return ['has', 'lacks'];
  }
}

/** The word for a test. */
export function testWord(field: Field, test: Test): string {
  if (field.type === 'choices' && test === 'among') return '含任一个';
  return (field.type === 'date' && DAY_WORDS[test]) || WORDS[test];
}

/** The conditions as one expression of the house's language; none is the empty text. */
export function expression(conditions: Condition[], { fields, today }: Pick<Reading, 'fields' | 'today'>): string {
  return all(conditions.map((condition) => one(condition, fields.find(({ id }) => id === condition.field), today)));
}

/** Expressions that all must hold; blank ones ask for nothing. */
export function all(parts: string[]): string {
  return parts.filter((part) => part !== '').join(' && ');
}

function one({ field: id, test, value }: Condition, field: Field | undefined, today: string): string {
  if (!field) return '';
  if (test === 'has') return `has(${id})`;
  if (test === 'lacks') return `!has(${id})`;
  if (test === 'span') {
    const days = daysOf(value, today);
    return days ? between(id, days.map((day) => `date(${literal(day)})`)) : '';
  }
  if (test === 'within') return between(id, endsOf(value).map((end) => end && asValue(field, end)));
  if (test === 'among') {
    const codes = codesOf(value).map(literal);
    if (!codes.length) return '';
    if (field.type !== 'choices') return `${id} in [${codes.join(', ')}]`;
    const held = codes.map((code) => `${code} in ${id}`);
    return held.length > 1 ? `(${held.join(' || ')})` : String(held[0]);
  }
  if (test === 'holds') return field.type === 'choices' ? `${literal(value)} in ${id}` : `${id}.contains(${literal(value)})`;
  // What is there until a day that is not known yet is still there.
  if (test === 'beyond') return `(!has(${id}) || ${id} > ${asValue(field, value)})`;
  const compared = { is: '==', least: '>=', most: '<=' }[test];
  return `${id} ${compared} ${asValue(field, value)}`;
}

function between(id: string, [first, last]: string[]): string {
  return all([first ? `${id} >= ${first}` : '', last ? `${id} <= ${last}` : '']);
}

function asValue(field: Field, value: string): string {
  if (field.type === 'date') return `date(${literal(value)})`;
  return NUMBERS.includes(field.type) || field.type === 'bool' ? value : literal(value);
}

/** The two ends of a range, blank where it is open. */
export function endsOf(value: string): [string, string] {
  const [first = '', last = ''] = value.split('..');
  return [first, last];
}

/** The codes of a choice. */
export function codesOf(value: string): string[] {
  return value.split('|').filter((code) => code !== '');
}

/** What a person typed, as a condition holds it; `undefined` where it cannot be. */
export function readValue(field: Field, typed: string): string | undefined {
  if (!NUMBERS.includes(field.type)) return typed || undefined;
  const number = readDecimal(typed);
  return number === undefined ? undefined : toStored(field, number);
}

/** The other way: what is held, as a person writes it. */
export function typedOf(field: Field, value: string): string {
  return NUMBERS.includes(field.type) && value ? (toWritten(field, value) ?? value) : value;
}

/** A condition in words. */
export function words({ field: id, test, value }: Condition, { fields, unitName }: Pick<Reading, 'fields' | 'unitName'>): string {
  const field = fields.find((known) => known.id === id);
  if (!field) return id;
  const said = (part: string) => valueWords(field, part, unitName);
  switch (test) {
    case 'has':
    case 'lacks':
      return `${field.name}${WORDS[test]}`;
    case 'span':
      return `${field.name}在${spanWord(value) ?? value}`;
    case 'among':
      return `${field.name}${field.type === 'choices' ? '含 ' : '是 '}${codesOf(value).map(said).join('、')}`;
    case 'within': {
      const [first, last] = endsOf(value);
      if (first && last) return `${field.name}在 ${said(first)} 至 ${said(last)}`;
      return words({ field: id, test: first ? 'least' : 'most', value: first || last }, { fields, unitName });
    }
    default:
      return `${field.name}${testWord(field, test)} ${said(value)}`;
  }
}

function valueWords(field: Field, value: string, unitName: (id: string) => string): string {
  if (field.type === 'bool') return value === 'true' ? '是' : '否';
  if (field.type === 'unit') return unitName(value) || value;
  if (NUMBERS.includes(field.type)) return `${typedOf(field, value)}${field.in ?? ''}`;
  return field.codes?.find((known) => known.code === value)?.name ?? value;
}

/** Fields a list may be filtered by; a case's state and the days of its steps are among them. */
export function filterable(ledger: Ledger): Field[] {
  const plain = ledger.fields.filter(({ type, privacy }) => !['table', 'point', 'line', 'polygon', 'file', 'photo'].includes(type) && privacy !== 'personal' && privacy !== 'sensitive');
  if (!ledger.states.length) return plain;
  const own = { required: false, privacy: 'open', dated: false } as const;
  const codes = ledger.states.map(({ id, name }) => ({ code: id, name }));
  const steps = ledger.steps.map(({ id, name }): Field => ({ id: `steps.${id}`, name: `${name}日期`, type: 'date', ...own }));
  return [{ id: 'state', name: '状态', type: 'choice', codes, ...own }, ...plain, ...steps];
}

/** In the address, one condition a parameter. */
export function write({ field, test, value }: Condition): string {
  return [field, test, value].join('~');
}

/** The other way. */
export function read(text: string): Condition | undefined {
  const [field, test, ...rest] = text.split('~');
  return field && test && test in WORDS ? { field, test: test as Test, value: rest.join('~') } : undefined;
}
