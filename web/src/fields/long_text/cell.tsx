import type { ShowProps } from '../types';

const SHOWN = 24;

/** Its beginning. */
export function LongTextCell({ text = '' }: ShowProps) {
  return text.length > SHOWN ? <span title={text}>{text.slice(0, SHOWN)}……</span> : <>{text}</>;
}
