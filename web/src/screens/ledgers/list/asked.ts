import { readSort, writeSort, type Sort } from './sort';
import { read, write, type Condition } from './filter';

/** What a list was asked for. All of it stands in the address, so that it can be sent to somebody and gone back to. */
export interface Asked {
  /** Of this unit and everything below it; blank is every unit. */
  unit: string;
  /** Words that are looked for. */
  word: string;
  conditions: Condition[];
  /** A condition in the house's language, for what no form offers. */
  expression: string;
  sorts: Sort[];
  /** Chosen columns in their order; none chosen is the usual ones. */
  columns: string[] | undefined;
  size: number;
  /** Where the page before ended, and how many rows came before this page. */
  after: string;
  skipped: number;
}

export const SIZES = [20, 50, 100, 200];
export const SIZE = 50;

/** What the address asks for. What was damaged is left out. */
export function readAsked(query: URLSearchParams, usual: number = SIZE): Asked {
  const size = Number(query.get('size'));
  const columns = query.get('cols');
  const after = query.get('after') ?? '';
  return {
    unit: query.get('unit') ?? '',
    word: query.get('q') ?? '',
    conditions: query.getAll('f').flatMap((text) => read(text) ?? []),
    expression: query.get('where') ?? '',
    sorts: readSort(query.get('sort') ?? ''),
    columns: columns === null ? undefined : columns.split(',').filter((id) => id !== ''),
    size: SIZES.includes(size) ? size : usual,
    after,
    skipped: after ? Math.max(0, Math.trunc(Number(query.get('skip'))) || 0) : 0,
  };
}

/** The address with another question in it. What else stands there stays, but for what lay open beside the list. */
export function writeAsked(query: URLSearchParams, next: Partial<Asked>): URLSearchParams {
  const asked = { ...readAsked(query), ...next };
  const changed = new URLSearchParams(query);
  const put = (key: string, value: string) => (value ? changed.set(key, value) : changed.delete(key));
  put('unit', asked.unit);
  put('q', asked.word);
  changed.delete('f');
  asked.conditions.forEach((condition) => changed.append('f', write(condition)));
  put('where', asked.expression);
  put('sort', writeSort(asked.sorts));
  put('cols', asked.columns?.join(',') ?? '');
  if (next.size) changed.set('size', String(next.size));
  // Another question begins at its first page.
  const turned = 'after' in next;
  put('after', turned ? asked.after : '');
  put('skip', turned && asked.after ? String(asked.skipped) : '');
  changed.delete('open');
  return changed;
}

/** Whether anything narrows the list. */
export function narrowed({ unit, word, conditions, expression }: Asked): boolean {
  return [unit, word, expression].some((part) => part !== '') || conditions.length > 0;
}
