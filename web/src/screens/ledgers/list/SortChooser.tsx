import type { Column } from './shown_columns';
import { readSort, writeSort, type Sort } from './sort';

interface Props {
  columns: Column[];
  /** The order where none is chosen, in words. */
  usual: string;
  sorts: Sort[];
  setSorts: (sorts: Sort[]) => void;
}

/** The order of a list, where headings are not to be pressed: at a hand's width, rows are cards. */
export function SortChooser({ columns, usual, sorts, setSorts }: Props) {
  const value = writeSort(sorts);
  const options = columns
    .filter(({ sortable }) => sortable)
    .flatMap(({ id, name, downFirst }) => {
      const ways = [{ value: id, label: `${name} ↑` }, { value: `-${id}`, label: `${name} ↓` }];
      return downFirst ? ways.reverse() : ways;
    });
  return (
    <label className="chooser list-sort">
      <span>排序</span>
      <select value={value} onChange={(event) => setSorts(readSort(event.target.value))}>
        <option value="">排序：{usual}</option>
        {options.some((option) => option.value === value) || !value ? null : <option value={value}>依次按 {sorts.length} 项</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
