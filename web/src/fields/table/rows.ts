import type { Field, Json } from '../../api/types';
import { grouped, readDecimal, sum } from '../../figures/decimal';
import { isNumber, toStored, toWritten } from '../number/measure';

/** A row of a table inside a record. */
export type Row = { [key: string]: Json };

/** The rows of a value, whatever it is. */
export function rowsOf(value: Json | undefined): Row[] {
  return Array.isArray(value) ? (value as Row[]) : [];
}

/** Whether nothing is written in it: the server would leave it out, so the form does, too. */
export function isBlank(row: Row): boolean {
  return Object.values(row).every((cell) => cell === null || cell === undefined || cell === '');
}

/** What a cell says to people. */
export function words(column: Field, value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (isNumber(column)) {
    const number = readDecimal(toWritten(column, value) ?? '');
    return number === undefined ? String(value) : `${grouped(number)}${column.in ?? ''}`;
  }
  const name = (code: Json) => column.codes?.find((known) => known.code === code)?.name ?? String(code);
  return Array.isArray(value) ? value.map(name).join('、') : name(value);
}

/** Of what is read as one piece and is not broken between two lines. */
export function cellClass(column: Field): string | undefined {
  return isNumber(column) || column.type === 'date' || column.type === 'time' ? 'child-whole' : undefined;
}

/** Under the columns of numbers, what they add up to; nothing where there is none to add. */
export function totals(columns: Field[], rows: Row[]): string[] {
  return columns.map((column) => {
    if (!isNumber(column)) return '';
    const numbers = rows.map((row) => row[column.id]).filter((cell) => cell !== null && cell !== undefined);
    return numbers.length ? words(column, sum(numbers.map(String))) : '';
  });
}

/**
 * Cells copied out of a spreadsheet, as rows. Headings among them place the columns; without, they are taken in order from
 * the column `from` on. `undefined` where it is one word and no table: that goes where the cursor stands.
 */
export function pasted(text: string, columns: Field[], from = 0): Row[] | undefined {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n').map((line) => line.split('\t').map((cell) => cell.trim()));
  if (lines.length < 2 && (lines[0]?.length ?? 0) < 2) return undefined;
  const named = (lines[0] ?? []).map((cell) => columns.find(({ name }) => name === cell));
  const headed = named.filter(Boolean).length >= Math.min(2, columns.length) && named.some(Boolean);
  const placed = headed ? named : columns.slice(from);
  return (headed ? lines.slice(1) : lines).map((cells) => rowOf(cells, placed)).filter((row) => !isBlank(row));
}

function rowOf(cells: string[], placed: (Field | undefined)[]): Row {
  const row: Row = {};
  placed.forEach((column, at) => {
    const cell = cells[at];
    if (column && cell) row[column.id] = valueOf(column, cell);
  });
  return row;
}

const YES = ['是', '有', '√', '对', 'TRUE', 'true', '1'];
const NO = ['否', '无', '×', '错', 'FALSE', 'false', '0'];

/** A cell of a spreadsheet as a value. What cannot be one stays as it was written, for the checks to say so. */
function valueOf(column: Field, cell: string): Json {
  if (isNumber(column)) {
    const number = readDecimal(column.in && cell.endsWith(column.in) ? cell.slice(0, -column.in.length) : cell);
    return number === undefined ? cell : (toStored(column, number) ?? cell);
  }
  if (column.type === 'date') return dayOf(cell) ?? cell;
  if (column.type === 'bool' && YES.includes(cell)) return true;
  if (column.type === 'bool' && NO.includes(cell)) return false;
  const code = (name: string) => column.codes?.find((known) => known.name === name)?.code ?? name;
  if (column.type === 'choices') return cell.split(/[、,，;；]/).map((name) => code(name.trim()));
  return column.codes ? code(cell) : cell;
}

/** `2026-3-5`, `2026/3/5`, `2026.3.5` and `2026年3月5日`. */
function dayOf(cell: string): string | undefined {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}
