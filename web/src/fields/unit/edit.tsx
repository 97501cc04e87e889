import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { units } from '../../api/queries';
import type { EditProps } from '../types';

/** A unit, of the field's level where it names one. */
export function UnitEdit({ id, field, value, onChange, describedBy, wrong }: EditProps) {
  const all = useQuery(units).data ?? [];
  const options = all
    .filter(({ level }) => !field.level || level === field.level)
    .map((unit) => ({ value: unit.id, label: unit.name, level: unit.level_name }));
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!field.required}
      placeholder="请选择单位"
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(unit: string | undefined) => onChange(unit ?? null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
