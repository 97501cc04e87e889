import type { EditProps } from '../types';

/** Files are not handed in here yet; what is there is kept. */
export function AttachmentEdit({ value, describedBy }: EditProps) {
  return (
    <p className="form-help" id={describedBy}>
      {typeof value === 'string' ? '已有附件，保存时原样保留。' : '网页还不能交附件，请先保存其他内容。'}
    </p>
  );
}
