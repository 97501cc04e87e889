import type { Field, ImportChild, ImportColumn, ImportReport, Ledger } from '../../api/types';

type Sheets = Pick<ImportReport, 'children' | 'columns' | 'header_row' | 'sheets'>;

/** The sheet of a table by its name; nothing of the sheets of records. */
function childOf(report: Sheets, sheet: string | null | undefined): ImportChild | undefined {
  return report.children.find((child) => child.sheet === sheet);
}

/** The sheet of a table as if it were a ledger: the columns that name the record, then those of the table. */
export function asLedger(ledger: Ledger, { field }: Pick<ImportChild, 'field'>): Ledger {
  const of = (id: string) => ledger.fields.find((one) => one.id === id);
  const names = (ledger.key.length ? ledger.key : ledger.title).map(of).filter((one): one is Field => one !== undefined);
  const links = names.map((one): Field => ({ ...one, id: `parent.${one.id}`, name: `所属${one.name}`, required: ledger.key.length > 0 || names.length === 1 }));
  return { ...ledger, steps: [], fields: [...links, ...(of(field)?.fields ?? [])] };
}

/** The row of the headings of a sheet. */
export function headingRow(report: Sheets, sheet: string | null | undefined): number {
  return childOf(report, sheet)?.header_row ?? report.header_row;
}

/** The columns of a sheet, from the left. */
export function columnsOf(report: Sheets, sheet: string | null | undefined): ImportColumn[] {
  return [...(childOf(report, sheet)?.columns ?? report.columns)].sort((a, b) => a.column - b.column);
}

/** Whether a row needs the name of its sheet to be found. */
export function areSeveral({ sheets, children }: Sheets): boolean {
  return sheets.length + children.length > 1;
}

/** Records whose tables will have fewer rows than they have. */
export function fewerIn({ children }: Pick<ImportReport, 'children'>): number {
  return children.reduce((sum, { fewer }) => sum + fewer, 0);
}

/** What becomes of a table, in words. */
export function wordsOf({ name, sheet, rows, records, before, after }: ImportChild): string {
  const where = name === sheet ? `“${name}”` : `“${name}”（工作表“${sheet}”）`;
  if (!records) return `${where}：${rows} 行。`;
  return `${where}：表里 ${rows} 行，属于 ${records} 条记录；这些记录原有 ${before} 行，导入后 ${after} 行。`;
}
