import { Input } from 'antd';
import type { EditProps } from '../types';

const OFFSET = '+08:00';
const HOURS = 8 * 3_600_000;

/** A moment, written in the time of Beijing wherever the device believes to be. */
export function TimeEdit({ id, value, onChange, describedBy, wrong }: EditProps) {
  return (
    <Input
      id={id}
      type="datetime-local"
      style={{ maxWidth: 240 }}
      value={typeof value === 'string' ? local(value) : ''}
      onChange={(event) => onChange(event.target.value ? `${event.target.value}:00${OFFSET}` : null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}

function local(instant: string): string {
  const moment = Date.parse(instant);
  return Number.isNaN(moment) ? '' : new Date(moment + HOURS).toISOString().slice(0, 16);
}
