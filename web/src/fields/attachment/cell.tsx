import '../../styles/attachments.css';
import type { ShowProps } from '../types';
import { fileAddress, isPicture } from './address';

/** In a list: its name, and of a photo a small picture, read when it comes into sight. What is masked is not read. */
export function AttachmentCell({ field, text, record }: ShowProps) {
  const file = record?.files[field.id];
  if (!record || !file || !isPicture(file.media_type)) return <>{text ?? ''}</>;
  return (
    <span className="file-cell">
      <img src={fileAddress(record, field.id)} alt="" width="32" height="32" loading="lazy" decoding="async" />
      {file.name}
    </span>
  );
}
