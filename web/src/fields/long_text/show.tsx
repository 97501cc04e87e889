import type { ShowProps } from '../types';

/** With its line breaks. */
export function LongTextShow({ text }: ShowProps) {
  return <span style={{ whiteSpace: 'pre-wrap' }}>{text}</span>;
}
