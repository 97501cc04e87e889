/** By what a list is sorted, in order of weight. */
export interface Sort {
  field: string;
  down: boolean;
}

/** As the server reads it: `-paid,on`. */
export function writeSort(sorts: Sort[]): string {
  return sorts.map(({ field, down }) => (down ? `-${field}` : field)).join(',');
}

export function readSort(text: string): Sort[] {
  const parts = text.split(',').filter((part) => part.replace('-', '') !== '');
  return parts.map((part) => (part.startsWith('-') ? { field: part.slice(1), down: true } : { field: part, down: false }));
}

/**
 * A heading was pressed: first the usual direction, then the other, then not by this one any more. Alone it replaces the
 * order; with others it joins at the end, or turns where it stands.
 */
export function pressed(sorts: Sort[], field: string, downFirst: boolean, join: boolean): Sort[] {
  const known = sorts.find((sort) => sort.field === field);
  const next = known === undefined ? { field, down: downFirst } : known.down === downFirst ? { field, down: !downFirst } : undefined;
  if (!join) return next ? [next] : [];
  if (!known) return next ? [...sorts, next] : sorts;
  return sorts.flatMap((sort) => (sort.field !== field ? [sort] : next ? [next] : []));
}
