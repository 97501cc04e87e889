import type { ImportReport } from '../../api/types';
import type { Mend } from './useImport';

/** What names a cell of a sheet that is being put right. */
export function keyOf({ sheet, row, column }: Pick<Mend, 'sheet' | 'row' | 'column'>): string {
  return `${sheet ?? ''}:${row}:${column}`;
}

/**
 * The other wrong cells of the same column that say the same, put right the same way: who mistook a word once has mistaken
 * it in every row. Those that say so already are left out, and so are empty cells, for which one answer seldom fits all.
 */
export function alike(report: Pick<ImportReport, 'wrong_rows' | 'findings'>, typed: Record<string, Mend>, mend: Mend): Mend[] {
  const stands = (row: ImportReport['wrong_rows'][number]) => (row.cells[mend.column - 1] ?? '').trim();
  const own = report.wrong_rows.find(({ sheet, row }) => (sheet ?? null) === mend.sheet && row === mend.row);
  const says = own ? stands(own) : '';
  if (!says || !mend.text.trim() || mend.text.trim() === says) return [];
  const wrong = new Set(report.findings.filter(({ severity, column }) => severity === 'error' && column === mend.column).map(({ sheet, line }) => `${sheet ?? ''}:${line}`));
  return report.wrong_rows
    .filter((row) => row.row !== mend.row && (row.sheet ?? null) === mend.sheet && stands(row) === says && wrong.has(`${row.sheet ?? ''}:${row.row}`))
    .map(({ sheet, row }) => ({ sheet: sheet ?? null, row, column: mend.column, text: mend.text }))
    .filter((other) => typed[keyOf(other)]?.text !== other.text);
}
