import { Input } from 'antd';
import type { EditProps } from '../types';

/** Several lines. */
export function LongTextEdit({ id, value, onChange, describedBy, wrong }: EditProps) {
  return (
    <Input.TextArea
      id={id}
      autoSize={{ minRows: 3, maxRows: 12 }}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value || null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
