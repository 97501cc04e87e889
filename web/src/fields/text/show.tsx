import type { ShowProps } from '../types';

/** As the server writes it. */
export function TextShow({ text }: ShowProps) {
  return <>{text ?? ''}</>;
}
