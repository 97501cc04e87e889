import type { Field, Ir, Json, Ledger, Values } from '../api/types';
import { Overflow, WrongType, evaluate, type Wire } from '../expr/evaluate';
import { places } from '../figures/decimal';
import { readGeometry } from '../map/geometry';
import { toWritten } from './number/measure';
import { readSpells } from './dated/spells';
import { isBlank, rowsOf } from './table/rows';

/** What is wrong with a draft, by field; what concerns several fields stands under the empty name. */
export type Wrongs = Record<string, string[]>;

/** Judges a draft while it is typed, by the rules the server will judge it by. The server has the last word. */
export function judge(ledger: Pick<Ledger, 'fields' | 'checks'>, values: Values, today: string, masked: string[] = []): Wrongs {
  const wrongs: Wrongs = {};
  const add = (id: string, words: string) => (wrongs[id] = [...(wrongs[id] ?? []), words]);
  for (const field of ledger.fields) {
    if (!visible(field, values, today) || masked.includes(field.id)) continue;
    const absent = isAbsent(values[field.id]);
    if (absent && (field.required || says(field.required_if, values, today) === true)) add(field.id, `请填写${field.name}。`);
    if (absent) continue;
    for (const words of tableWrongs(field, values[field.id], today)) add(field.id, words);
    const shape = misshapen(field, values[field.id]);
    if (shape) add(field.id, shape);
    else if (says(field.check?.ir, values, today) === false) add(field.id, field.check?.message ?? '不符合要求。');
  }
  for (const check of ledger.checks) if (says(check.ir, values, today) === false) add('', check.message);
  return wrongs;
}

/** What is wrong in a row of a table, by column. A row is judged once, for most of a thousand stay what they are. */
export function rowWrongs(table: Field, row: Values, today: string): Wrongs {
  const known = judged.get(row);
  if (known?.table === table && known.today === today) return known.wrongs;
  const wrongs = judge({ fields: table.fields ?? [], checks: [] }, row, today);
  judged.set(row, { table, today, wrongs });
  return wrongs;
}

const judged = new WeakMap<Values, { table: Field; today: string; wrongs: Wrongs }>();

/** So many rows are named under the table; each is marked in it. */
const NAMED = 3;

function tableWrongs(field: Field, value: Json | undefined, today: string): string[] {
  if (field.type !== 'table') return [];
  const said = rowsOf(value).flatMap((row, i) => {
    const [words] = isBlank(row) ? [] : Object.values(rowWrongs(field, row, today)).flat();
    return words ? [`第 ${i + 1} 行：${words}`] : [];
  });
  const more = said.length - NAMED;
  return more > 0 ? [...said.slice(0, NAMED), `还有 ${more} 行没有填对。`] : said;
}

/** Whether a field is asked for, given the others. One that another took the place of shows only what it says already. */
export function visible(field: Field, values: Values, today: string): boolean {
  if (field.ended && isAbsent(values[field.id])) return false;
  return !field.show_if || says(field.show_if, values, today) === true;
}

/** Whether it must be filled, given the others. */
export function demanded(field: Field, values: Values, today: string): boolean {
  return field.required || says(field.required_if, values, today) === true;
}

function says(ir: Ir | null | undefined, values: Values, today: string): Wire | null {
  if (!ir) return null;
  try {
    return evaluate(ir, (name) => latest(values[name]), (name) => (name === 'today' ? today : null));
  } catch (cause) {
    // What cannot be judged here (a number half typed, a value beyond all bounds) is judged by the server.
    if (cause instanceof WrongType || cause instanceof Overflow) return null;
    throw cause;
  }
}

/** Expressions read the newest value of a dated field. */
function latest(value: Json | undefined): Wire | null {
  const spells = readSpells(value);
  const plain = spells.length ? spells[spells.length - 1]?.value : value;
  if (plain === undefined || plain === null) return null;
  if (Array.isArray(plain)) return plain.every((item) => typeof item === 'string') ? plain : null;
  return typeof plain === 'object' ? null : plain;
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

const IDENTIFIERS: Record<string, [RegExp, string]> = {
  phone: [/^(1\d{10}|0\d{2,3}-?\d{7,8})$/, '电话号码应是 11 位手机号，或带区号的座机号。'],
  id_number: [/^\d{17}[\dX]$/, '身份证号应是 18 位。'],
  credit_code: [/^[0-9A-Z]{18}$/, '统一社会信用代码应是 18 位。'],
};

function misshapen(field: Field, value: Json | undefined): string | undefined {
  const text = typeof value === 'string' ? value : '';
  if (['integer', 'decimal', 'money'].includes(field.type) && !field.dated) {
    const number = String(value ?? '');
    if (!/^-?\d+(\.\d+)?$/.test(number)) return `${field.name}应是数，例如 12.5。`;
    const allowed = field.type === 'integer' ? 0 : (field.scale ?? 2);
    if (places(number) > allowed) return allowed ? tooFine(field, allowed) : `${field.name}应是整数。`;
  }
  if (['point', 'line', 'polygon'].includes(field.type) && !field.dated && !readGeometry(value)) return `${field.name}还没有写对，请看上面的提示。`;
  if (field.type === 'choice' && text && field.codes && !field.codes.some(({ code }) => code === text)) return `“${text}”不在${field.name}的选项里。`;
  if (field.type === 'date' && text && !/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${field.name}应是日期，例如 2026-03-05。`;
  const [form, words] = IDENTIFIERS[field.type] ?? [];
  return form && text && !text.includes('*') && !form.test(text) ? words : undefined;
}

function tooFine(field: Field, allowed: number): string {
  const least = toWritten(field, `0.${'0'.repeat(allowed - 1)}1`);
  return `${field.name}最细到 ${least ?? ''}${field.in ?? ''}。`;
}
