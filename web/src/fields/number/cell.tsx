import type { ShowProps } from '../types';

/** The number without its unit word, which stands in the heading. */
export function NumberCell({ field, text = '' }: ShowProps) {
  return <>{field.in && text.endsWith(field.in) ? text.slice(0, -field.in.length) : text}</>;
}
