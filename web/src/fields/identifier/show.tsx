import type { ShowProps } from '../types';

/** Digits that are compared one by one stand in a row. */
export function IdentifierShow({ text }: ShowProps) {
  return <span style={{ fontVariantNumeric: 'tabular-nums', letterSpacing: '0.03em' }}>{text}</span>;
}
