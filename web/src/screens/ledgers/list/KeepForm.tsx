import { useState, type FormEvent } from 'react';
import type { Session, View } from '../../../api/types';

interface Props {
  /** One's own: one of the same name gives way. */
  mine: View[];
  arranges: Session['arranges'];
  keep: (name: string, unit: string) => Promise<void>;
}

/** A name for what the list shows now, and whom it is for. */
export function KeepForm({ mine, arranges, keep }: Props) {
  const [name, setName] = useState('');
  const [unit, setUnit] = useState('');
  const typed = name.trim();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!typed) return;
    void keep(typed, unit);
    setName('');
    setUnit('');
  };
  return (
    <form className="view-keep" onSubmit={send} aria-label="存成视图">
      <input className="plain-input" aria-label="视图的名字" data-first placeholder="给现在的样子起个名字" maxLength={30} value={name} onChange={(event) => setName(event.target.value)} />
      {arranges.length ? (
        <select className="plain-input" aria-label="给谁用" value={unit} onChange={(event) => setUnit(event.target.value)}>
          <option value="">只给自己</option>
          {arranges.map(({ id, name: called }) => (
            <option key={id} value={id}>
              共享给{called}
            </option>
          ))}
        </select>
      ) : null}
      <button type="submit" className="button" disabled={!typed}>
        {mine.some((view) => view.name === typed) ? '替换同名的' : '存下来'}
      </button>
    </form>
  );
}
