import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { ledger, records } from '../../api/queries';
import type { EditProps } from '../types';
import { labelsOf } from './label';

const OFFERED = 50;

/** How what was chosen on this page is called: the draft of a form keeps the id alone. */
const named = new Map<string, string>();

/**
 * A record of another ledger (a person is one of the identity register), looked for by its name or the first letters of
 * how it is read. By what is masked nobody is found; who may not see names looks for a number or the village.
 */
export function ReferenceEdit({ id, field, value, onChange, onChosen, describedBy, wrong, text, textOf }: EditProps) {
  const [first] = useState(value);
  const [sought, setSought] = useState('');
  const to = field.to ?? '';
  const found = useQuery({ ...records(to, { limit: OFFERED, ...(sought.trim() ? { q: sought.trim() } : {}) }), enabled: to !== '' });
  const fields = useQuery({ ...ledger(to), enabled: to !== '' }).data?.fields;
  const labels = labelsOf(found.data?.records ?? [], fields);
  const options = [...labels].map(([value, label]) => ({ value, label }));
  const told = textOf === undefined ? first : textOf;
  if (typeof told === 'string' && text && !options.some((option) => option.value === told)) options.unshift({ value: told, label: text });
  const held = typeof value === 'string' ? named.get(value) : undefined;
  if (typeof value === 'string' && held && !options.some((option) => option.value === value)) options.unshift({ value, label: held });
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setSought }}
      allowClear={!field.required}
      loading={found.isFetching}
      placeholder="输入名称或拼音首字母查找"
      notFoundContent={found.isFetching ? '正在找……' : sought.trim() ? `没有找到“${sought.trim()}”，请换个写法，或先在相应台账里登记` : '还没有可选的，请先在相应台账里登记'}
      options={options}
      value={typeof value === 'string' ? value : undefined}
      onChange={(record: string | undefined) => {
        const whole = found.data?.records.find((known) => known.record === record);
        if (whole) named.set(whole.record, labels.get(whole.record) ?? whole.title);
        onChosen?.(whole);
        onChange(record ?? null);
      }}
      status={wrong ? 'error' : ''}
      aria-describedby={describedBy}
      aria-invalid={wrong}
    />
  );
}
