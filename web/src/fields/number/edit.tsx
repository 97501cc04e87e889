import { Input } from 'antd';
import { useState } from 'react';
import { readDecimal } from '../../figures/decimal';
import type { EditProps } from '../types';
import { toStored, toWritten } from './measure';

/** Numbers are typed as text and stay text: nothing is rounded by the browser. What is no number is handed on as typed, for the checks to say so. */
export function NumberEdit({ id, field, value, onChange, describedBy, wrong }: EditProps) {
  const [typed, setTyped] = useState(() => toWritten(field, value) ?? '');
  const change = (text: string) => {
    setTyped(text);
    const number = readDecimal(text);
    const stored = number === undefined ? text : (toStored(field, number) ?? text);
    onChange(text.trim() === '' ? null : stored);
  };
  return (
    <Input
      id={id}
      className="form-number"
      inputMode={field.type === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={typed}
      onChange={(event) => change(event.target.value)}
      onBlur={() => setTyped((text) => readDecimal(text) ?? text)}
      suffix={field.in ?? undefined}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
