import { Radio, Select } from 'antd';
import type { EditProps } from '../types';

const FEW = 5;

/** One of a few lies open; one of many is looked up by typing. Ended codes stay only where they already stand. */
export function ChoiceEdit({ id, field, value, onChange, describedBy, wrong }: EditProps) {
  const codes = (field.codes ?? []).filter(({ code, ended }) => !ended || code === value);
  const options = codes.map(({ code, name }) => ({ value: code, label: name }));
  if (codes.length <= FEW) {
    return (
      <Radio.Group
        id={id}
        options={options}
        value={value ?? undefined}
        onChange={(event) => onChange(event.target.value as string)}
        aria-describedby={describedBy}
      />
    );
  }
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!field.required}
      placeholder="请选择"
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(code: string | undefined) => onChange(code ?? null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
