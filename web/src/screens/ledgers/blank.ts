import type { ImportRow } from '../../api/types';

/** What stands for a cell that is blank in the file: where cells are merged, the file has their words in the first alone. */
export function blankAs(column: number, row: ImportRow): '同上' | '—' {
  return row.filled.includes(column) ? '同上' : '—';
}
