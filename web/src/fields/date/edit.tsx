import { Input } from 'antd';
import type { EditProps } from '../types';

/** The browser's own calendar, which every phone knows best. */
export function DateEdit({ id, value, onChange, describedBy, wrong }: EditProps) {
  return (
    <Input
      id={id}
      type="date"
      style={{ maxWidth: 200 }}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value || null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
