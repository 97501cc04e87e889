import type { ShowProps } from '../types';
import { FileView } from './FileView';
import { useFileUrl } from './useFileUrl';

/** A photo or a file of a record; one that is masked, or that nobody knows, in words. */
export function AttachmentShow({ field, text, record, look }: ShowProps) {
  const file = record?.files[field.id];
  const url = useFileUrl(file ? record : undefined, field, look);
  if (!file) return <>{text ?? ''}</>;
  return <FileView url={url} name={file.name} mediaType={file.media_type} bytes={file.size} photo={field.type === 'photo'} />;
}
