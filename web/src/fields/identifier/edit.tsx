import { Input } from 'antd';
import type { EditProps } from '../types';

const LONGEST: Record<string, number> = { phone: 13, id_number: 18, credit_code: 18 };

/** A phone number, an ID number, a credit code: spaces and full-width digits are mended while typing. */
export function IdentifierEdit({ id, field, value, onChange, describedBy, wrong }: EditProps) {
  return (
    <Input
      id={id}
      inputMode={field.type === 'phone' ? 'tel' : 'text'}
      autoComplete="off"
      style={{ maxWidth: 300 }}
      maxLength={LONGEST[field.type] ?? 32}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(mend(event.target.value) || null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}

function mend(typed: string): string {
  return typed
    .replace(/[！-～]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    .toUpperCase();
}
