import type { FirstFigure } from '../../api/start';
import type { ImportReport } from '../../api/types';
import { inMeasure } from './measures';
import { minus, readDecimal, sameNumber, sum } from '../../figures/decimal';

/** What of an import is needed beside the figures. */
export type Sheet = Pick<ImportReport, 'columns' | 'totals' | 'rows' | 'new' | 'changed' | 'same' | 'wrong'>;

/** A figure beside what the sheet itself says. */
export interface Compared {
  /** What is compared: the sheet's total, or its number of rows. */
  what: 'total' | 'rows';
  /** What the sheet says, in the figure's unit. */
  said: string;
  /** The figure less what the sheet says; nothing where they are the same. */
  difference: string;
  /** Why they differ, where it can be told. */
  why: string;
}

/**
 * Each figure beside the sheet's own total: a sum beside the total of its column, a count beside the rows. Figures over
 * part of the records have nothing to be compared with, and are left alone.
 */
export function compareAll(figures: FirstFigure[], sheet: Sheet | undefined): (Compared | undefined)[] {
  return figures.map((first) => (sheet && !first.filtered ? compare(first, sheet) : undefined));
}

function compare({ agg, field, figure }: FirstFigure, sheet: Sheet): Compared | undefined {
  if (figure.value === null) return undefined;
  if (agg === 'count' && !field) return rows(figure.value, sheet);
  if (agg !== 'sum' || !field) return undefined;
  const total = totalOf(field, sheet);
  const said = total && inMeasure(total.sheet, total.measure || figure.in, figure.in);
  if (!total || said === undefined) return undefined;
  if (sameNumber(figure.value, said)) return { what: 'total', said, difference: '', why: '' };
  return { what: 'total', said, difference: minus(figure.value, said), why: reason(figure.rows ?? undefined, total, sheet) };
}

function rows(value: string, sheet: Sheet): Compared {
  const said = String(sheet.rows);
  if (sameNumber(value, said)) return { what: 'rows', said, difference: '', why: '' };
  return { what: 'rows', said, difference: minus(value, said), why: reason(Number(value), undefined, sheet) };
}

function reason(counted: number | undefined, total: Total | undefined, sheet: Sheet): string {
  const written = sheet.new + sheet.changed + sheet.same;
  if (sheet.wrong) return `表里有 ${sheet.wrong} 行有错，还没有写入。`;
  if (counted !== undefined && counted > written) return `台账里另有 ${counted - written} 条不是这张表的。`;
  if (counted !== undefined && counted < written) return `这个时期只算到 ${counted} 条，表里写入了 ${written} 条。`;
  if (total && !sameNumber(total.ours, total.sheet)) return `表里各行相加是 ${total.ours}，合计那格和各行对不上。`;
  return '请点开数字，逐条和表核对。';
}

interface Total {
  sheet: string;
  ours: string;
  measure: string;
}

/** The total of a field's column: of each page the largest, for that one holds the subtotals; pages add up. */
function totalOf(field: string, sheet: Sheet): Total | undefined {
  const columns = sheet.columns.filter((column) => column.field === field).map(({ column }) => column);
  const pages = new Map<string, Sheet['totals'][number]>();
  for (const total of sheet.totals.filter(({ column }) => columns.includes(column))) {
    const page = total.page ?? '';
    const known = pages.get(page);
    if (!known || !minus(size(total.ours), size(known.ours)).startsWith('-')) pages.set(page, total);
  }
  const found = [...pages.values()];
  const [first] = found;
  if (!first || found.some(({ measure }) => (measure ?? '') !== (first.measure ?? ''))) return undefined;
  const all = (of: 'sheet' | 'ours') => sum(found.map((one) => readDecimal(one[of])));
  return { sheet: all('sheet'), ours: all('ours'), measure: first.measure ?? '' };
}

const size = (number: string) => (readDecimal(number) ?? '0').replace(/^-/, '');
