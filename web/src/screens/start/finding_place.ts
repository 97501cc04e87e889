import type { Draft, DraftField } from '../../api/start';
import type { Finding } from '../../api/types';

/** The column a finding is about, by its field or its number in the sheet. */
export function columnOf({ field, column }: Pick<Finding, 'field' | 'column'>, draft: Draft): DraftField | undefined {
  return draft.fields.find((known) => (field ? known.id === field : known.column === column));
}

/** Where in the sheet a finding stands, as a clerk looks for it: its letter, heading and row; blank for the whole sheet. */
export function placeInWords(finding: Pick<Finding, 'field' | 'column' | 'line'>, draft: Draft): string {
  const column = columnOf(finding, draft);
  const number = column?.column ?? finding.column;
  const parts = [number ? `${letters(number)} 列${column?.heading ? `“${column.heading}”` : ''}` : '', finding.line ? `第 ${finding.line} 行` : ''];
  return parts.filter(Boolean).join('，');
}

/** The letters a spreadsheet gives a column: A, Z, AA. */
export function letters(column: number): string {
  const rest = (column - 1) % 26;
  const own = String.fromCharCode(65 + rest);
  return column > 26 ? letters((column - 1 - rest) / 26) + own : own;
}
