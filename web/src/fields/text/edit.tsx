import { Input } from 'antd';
import type { EditProps } from '../types';

/** One line. */
export function TextEdit({ id, value, onChange, placeholder, describedBy, wrong }: EditProps) {
  return (
    <Input
      id={id}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value || null)}
      placeholder={placeholder}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
