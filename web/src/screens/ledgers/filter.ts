import type { Field, Ledger } from '../../api/types';
import { readDecimal } from '../../figures/decimal';
import { toStored, toWritten } from '../../fields/number/measure';

/** One condition of a list: a field, how it is tested, against what (as stored). */
export interface Condition {
  field: string;
  test: Test;
  value: string;
}

export type Test = 'is' | 'holds' | 'least' | 'most' | 'has' | 'lacks';

const WORDS: Record<Test, string> = { is: '是', holds: '含', least: '不少于', most: '不多于', has: '已填', lacks: '未填' };
const NUMBERS = ['integer', 'decimal', 'money'];
const DAY_WORDS: Partial<Record<Test, string>> = { least: '不早于', most: '不晚于' };

/** Text as it stands in an expression. */
export function literal(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;
}

/** Which tests a field may be put to. */
export function testsOf(field: Field): Test[] {
  switch (field.type) {
    case 'text':
    case 'long_text':
      return ['holds', 'is', 'has', 'lacks'];
    case 'integer':
    case 'decimal':
    case 'money':
      return ['least', 'most', 'is', 'has', 'lacks'];
    case 'date':
      return ['least', 'most', 'is', 'has', 'lacks'];
    case 'choice':
    case 'bool':
      return ['is', 'has', 'lacks'];
    case 'choices':
      return ['holds', 'has', 'lacks'];
    default:
      return ['has', 'lacks'];
  }
}

/** The word for a test. */
export function testWord(field: Field, test: Test): string {
  return (field.type === 'date' && DAY_WORDS[test]) || WORDS[test];
}

/** The conditions as one expression of the house's language; none is the empty text. */
export function expression(conditions: Condition[], fields: Field[]): string {
  return conditions
    .map((condition) => one(condition, fields.find(({ id }) => id === condition.field)))
    .filter((text) => text !== '')
    .join(' && ');
}

function one({ field: id, test, value }: Condition, field: Field | undefined): string {
  if (!field) return '';
  if (test === 'has') return `has(${id})`;
  if (test === 'lacks') return `!has(${id})`;
  const compared = { is: '==', least: '>=', most: '<=', holds: '' }[test];
  switch (field.type) {
    case 'integer':
    case 'decimal':
    case 'money':
      return `${id} ${compared} ${value}`;
    case 'date':
      return `${id} ${compared} date(${literal(value)})`;
    case 'bool':
      return `${id} == ${value}`;
    case 'choices':
      return `${literal(value)} in ${id}`;
    default:
      return test === 'holds' ? `${id}.contains(${literal(value)})` : `${id} == ${literal(value)}`;
  }
}

/** What a person typed, as a condition holds it; `undefined` where it cannot be. */
export function readValue(field: Field, typed: string): string | undefined {
  if (!NUMBERS.includes(field.type)) return typed || undefined;
  const number = readDecimal(typed);
  return number === undefined ? undefined : toStored(field, number);
}

/** A condition in words. */
export function words({ field: id, test, value }: Condition, fields: Field[]): string {
  const field = fields.find((known) => known.id === id);
  if (!field) return id;
  if (test === 'has' || test === 'lacks') return `${field.name}${WORDS[test]}`;
  const code = field.codes?.find((known) => known.code === value)?.name;
  const shown = field.type === 'bool' ? (value === 'true' ? '是' : '否') : (code ?? (NUMBERS.includes(field.type) ? `${toWritten(field, value)}${field.in ?? ''}` : value));
  return `${field.name}${testWord(field, test)} ${shown}`;
}

/** Fields a list may be filtered by; a case's state is one of them. */
export function filterable(ledger: Ledger): Field[] {
  const plain = ledger.fields.filter(({ type, privacy }) => !['table', 'point', 'line', 'polygon'].includes(type) && privacy !== 'personal' && privacy !== 'sensitive');
  if (!ledger.states.length) return plain;
  const codes = ledger.states.map(({ id, name }) => ({ code: id, name }));
  return [{ id: 'state', name: '状态', type: 'choice', codes, required: true, privacy: 'open', dated: false }, ...plain];
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
