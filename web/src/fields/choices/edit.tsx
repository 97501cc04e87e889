import { Checkbox } from 'antd';
import type { EditProps } from '../types';

/** Several of a list. */
export function ChoicesEdit({ field, value, onChange }: EditProps) {
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  const codes = (field.codes ?? []).filter(({ code, ended }) => !ended || chosen.includes(code));
  return (
    <Checkbox.Group
      options={codes.map(({ code, name }) => ({ value: code, label: name }))}
      value={chosen}
      onChange={(next) => onChange(next.length ? next : null)}
    />
  );
}
