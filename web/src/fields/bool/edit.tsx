import { Radio } from 'antd';
import type { EditProps } from '../types';

/** Yes, no, or not yet said. */
export function BoolEdit({ id, field, value, onChange, describedBy }: EditProps) {
  const options = [
    { value: 'yes', label: '是' },
    { value: 'no', label: '否' },
    ...(field.required ? [] : [{ value: 'unsaid', label: '未填' }]),
  ];
  const now = value === true ? 'yes' : value === false ? 'no' : 'unsaid';
  return (
    <Radio.Group
      id={id}
      options={options}
      value={now}
      onChange={(event) => onChange(event.target.value === 'unsaid' ? null : event.target.value === 'yes')}
      aria-describedby={describedBy}
    />
  );
}
