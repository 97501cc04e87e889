import { Input } from 'antd';
import type { EditProps } from '../types';

/** One line. */
export function TextEdit({ id, value, onChange, describedBy, wrong }: EditProps) {
  return (
    <Input
      id={id}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value || null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
