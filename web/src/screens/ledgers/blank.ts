import type { ImportReport, ImportRow } from '../../api/types';

/**
 * What stands for a cell that is blank in the file. The name of a unit that is merged over several rows counts for each
 * of them; the file itself has it in the first alone. Of other columns the report does not say whether they were filled.
 */
export function blankAs(field: string | null | undefined, row: ImportRow, report: ImportReport, unit: string): '同上' | '—' {
  const below = row.row > report.header_row + 1;
  const without = report.findings.some(({ code, line, sheet }) => code === 'import.no_unit' && line === row.row && (sheet ?? null) === (row.sheet ?? null));
  return field === 'unit' && !unit && report.filled > 0 && below && !without ? '同上' : '—';
}
