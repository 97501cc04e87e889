import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { ledger, records } from '../../api/queries';
import { literal } from '../../screens/ledgers/list/filter';
import type { EditProps } from '../types';

const OFFERED = 50;
const ALL = 500;

/**
 * A record of another ledger (a person is one of the identity register), found by the first field of its title. Where
 * that is personal the server does not search by it, and what is offered is searched as it is shown, masked.
 */
export function ReferenceEdit({ id, field, value, onChange, describedBy, wrong, text }: EditProps) {
  const [first] = useState(value);
  const [sought, setSought] = useState('');
  const to = field.to ?? '';
  const known = useQuery({ ...ledger(to), enabled: to !== '' }).data;
  const title = known?.title[0];
  const open = known?.fields.some((one) => one.id === title && one.privacy !== 'personal' && one.privacy !== 'sensitive');
  const filter = open && sought && title ? `${title}.contains(${literal(sought)})` : undefined;
  const found = useQuery({ ...records(to, { limit: open ? OFFERED : ALL, ...(filter ? { filter } : {}) }), enabled: known !== undefined });
  const options = (found.data?.records ?? []).map((record) => ({ value: record.record, label: `${record.title}（${record.unit_name}）` }));
  if (typeof first === 'string' && text && !options.some((option) => option.value === first)) options.unshift({ value: first, label: text });
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      showSearch={open ? { filterOption: false, onSearch: setSought } : { optionFilterProp: 'label' }}
      allowClear={!field.required}
      loading={found.isFetching}
      placeholder="输入名称查找"
      notFoundContent={found.isFetching ? '正在找……' : '没有找到，请先在相应台账里登记'}
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(record: string | undefined) => onChange(record ?? null)}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
