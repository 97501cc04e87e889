import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { ledger, records } from '../../api/queries';
import { literal } from '../../screens/ledgers/filter';
import type { EditProps } from '../types';

const OFFERED = 50;

/** A record of another ledger (a person is one of the identity register), found by the first field of its title. */
export function ReferenceEdit({ id, field, value, onChange, describedBy, wrong }: EditProps) {
  const [sought, setSought] = useState('');
  const to = field.to ?? '';
  const title = useQuery({ ...ledger(to), enabled: to !== '' }).data?.title?.[0];
  const filter = sought && title ? `${title}.contains(${literal(sought)})` : undefined;
  const found = useQuery({ ...records(to, { limit: OFFERED, ...(filter ? { filter } : {}) }), enabled: to !== '' });
  const options = (found.data?.records ?? []).map((record) => ({ value: record.record, label: `${record.title}（${record.unit_name}）` }));
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setSought }}
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
