import type { Ledger } from '../../../api/types';
import { readAsked, type Asked } from './asked';
import { codesOf, filterable, type Condition } from './filter';
import { columnsOf } from './shown_columns';

/** What of a question this ledger has no answer to any more, in words; and what is left of it without. */
export interface Unusable {
  words: string[];
  rest: Pick<Asked, 'conditions' | 'sorts' | 'columns'>;
}

/** Fields end and codes go as a pack changes; a question that was kept before must not quietly ask for less. */
export function unusable(query: string, ledger: Ledger): Unusable {
  const { conditions, sorts, columns } = readAsked(new URLSearchParams(query));
  const fields = filterable(ledger);
  const all = columnsOf(ledger);
  const why = ({ field: id, value, test }: Condition): string | undefined => {
    const field = fields.find((known) => known.id === id);
    if (!field) return `不能再按${nameOf(ledger, id)}筛选`;
    const gone = test === 'among' ? codesOf(value).filter((code) => !field.codes?.some((known) => known.code === code)) : [];
    return gone.length ? `“${field.name}”里已经没有${gone.map((code) => `“${code}”`).join('、')}` : undefined;
  };
  const cannotSort = (id: string) => !all.some((column) => column.id === id && column.sortable);
  const noColumn = (id: string) => !all.some((column) => column.id === id);
  const told = [
    ...conditions.flatMap((condition) => why(condition) ?? []),
    ...sorts.filter(({ field }) => cannotSort(field)).map(({ field }) => `不能再按${nameOf(ledger, field)}排序`),
    ...(columns ?? []).filter(noColumn).map((id) => `没有${nameOf(ledger, id)}这一列了`),
  ];
  return {
    words: [...new Set(told)],
    rest: {
      conditions: conditions.filter((condition) => !why(condition)),
      sorts: sorts.filter(({ field }) => !cannotSort(field)),
      columns: columns?.filter((id) => !noColumn(id)),
    },
  };
}

function nameOf(ledger: Ledger, id: string): string {
  return `“${ledger.fields.find((field) => field.id === id)?.name ?? id}”`;
}
