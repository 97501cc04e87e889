import { Button, Input } from 'antd';
import { useState } from 'react';
import { plainEditOf } from '../editors';
import type { EditProps } from '../types';
import { readSpells, writeSpells, type Spell } from './spells';

/** A value that changes with time: what held stays, the new value begins on its day. */
export function DatedEdit(props: EditProps) {
  const { id, field, value, onChange } = props;
  const [spells, setSpells] = useState<Spell[]>(() => readSpells(value));
  const Edit = plainEditOf(field);
  const put = (next: Spell[]) => {
    setSpells(next);
    onChange(writeSpells(next));
  };
  const change = (i: number, part: Partial<Spell>) => put(spells.map((spell, j) => (j === i ? { ...spell, ...part } : spell)));
  return (
    <div id={id}>
      <ul className="spells">
        {spells.map((spell, i) => (
          <li key={i}>
            <Input
              type="date"
              aria-label={`${field.name}自哪天起`}
              value={spell.since}
              onChange={(event) => change(i, { since: event.target.value })}
            />
            <label htmlFor={`${id}-${i}`} className="unseen">
              {field.name}
              {spell.since ? `，自${spell.since}起` : ''}
            </label>
            <Edit {...props} id={`${id}-${i}`} value={spell.value} onChange={(one) => change(i, { value: one })} />
            <Button aria-label={`去掉自${spell.since}起的值`} onClick={() => put(spells.filter((_, j) => j !== i))}>
              去掉
            </Button>
          </li>
        ))}
      </ul>
      <Button style={{ marginTop: 8 }} onClick={() => setSpells([...spells, { since: '', value: null }])}>
        从某天起改为……
      </Button>
    </div>
  );
}
