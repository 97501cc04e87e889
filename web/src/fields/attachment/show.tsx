import type { ShowProps } from '../types';

/** A file by the beginning of its digest. */
export function AttachmentShow({ text }: ShowProps) {
  return <>{text ? `附件 ${text.slice(0, 12)}` : ''}</>;
}
