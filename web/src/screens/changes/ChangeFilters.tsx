import { Input } from 'antd';
import { useState } from 'react';
import type { ChangesAsk } from '../../api/queries';
import type { ActName } from '../../api/types';
import { useAddress } from '../../shell/useAddress';

const KEYS = ['who', 'act', 'from', 'to', 'q', 'told', 'told_by'] as const;

/** What the address asks of the journal. */
export function askOf(value: (key: string) => string): ChangesAsk {
  return Object.fromEntries(KEYS.map((key) => [key, value(key)]).filter(([, text]) => text));
}

/** Narrows the journal: by whom, what kind, which days, which words, on whose word. All of it stands in the address. */
export function ChangeFilters({ acts }: { acts: ActName[] }) {
  const [value, setAddress] = useAddress();
  const typed = (key: string) => (text: string) => setAddress({ [key]: text }, { replace: true });
  const [cleared, setCleared] = useState(0);
  const narrowed = KEYS.some((key) => value(key));
  return (
    <div className="filters change-filters" data-part="change-filters">
      <label className="chooser">
        <span>做了什么</span>
        <select value={value('act')} onChange={(event) => setAddress({ act: event.target.value })}>
          <option value="">都看</option>
          {acts.map(({ act, name }) => (
            <option key={act} value={act}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="chooser">
        <span>谁</span>
        <Input defaultValue={value('who')} key={`who ${cleared}`} placeholder="姓名或登录名" style={{ width: 130 }} onPressEnter={({ currentTarget }) => typed('who')(currentTarget.value.trim())} onBlur={({ currentTarget }) => typed('who')(currentTarget.value.trim())} />
      </label>
      <label className="chooser">
        <span>从</span>
        <Input type="date" value={value('from')} style={{ width: 150 }} onChange={(event) => typed('from')(event.target.value)} />
      </label>
      <label className="chooser">
        <span>到</span>
        <Input type="date" value={value('to')} style={{ width: 150 }} onChange={(event) => typed('to')(event.target.value)} />
      </label>
      <label className="chooser">
        <span>原因里有</span>
        <Input defaultValue={value('q')} key={`q ${cleared}`} style={{ width: 150 }} onPressEnter={({ currentTarget }) => typed('q')(currentTarget.value.trim())} onBlur={({ currentTarget }) => typed('q')(currentTarget.value.trim())} />
      </label>
      <label className="chooser">
        <span>替谁录的</span>
        <Input defaultValue={value('told_by')} key={`told_by ${cleared}`} placeholder="姓名或登录名" style={{ width: 130 }} onPressEnter={({ currentTarget }) => typed('told_by')(currentTarget.value.trim())} onBlur={({ currentTarget }) => typed('told_by')(currentTarget.value.trim())} />
      </label>
      <label className="chooser">
        <span>代录</span>
        <select value={value('told')} onChange={(event) => setAddress({ told: event.target.value })}>
          <option value="">都看</option>
          <option value="true">只看代录的</option>
        </select>
      </label>
      {narrowed ? (
        <button type="button" className="button button-quiet" onClick={() => {
            setAddress(Object.fromEntries(KEYS.map((key) => [key, ''])));
            setCleared(cleared + 1);
          }}>
          清掉条件
        </button>
      ) : null}
    </div>
  );
}
