import type { Ledger } from '../../api/types';
import type { Said } from './useImport';

interface Props {
  said: Said;
  ledger: Ledger | undefined;
  today: string;
  change: (next: Partial<Said>) => void;
}

const MEANINGS = [
  { value: 'update', name: '更新', what: '台账里已有的改成表里的样子，没有的新登记。' },
  { value: 'append', name: '追加', what: '每一行都是新的；已有的算错，不会改动。' },
  { value: 'snapshot', name: '完整名册', what: '某一天名册上有的，全在这张表里；表里没有的，确认后到那天结束。' },
] as const;

/** What the rows of the sheet mean for the records that are there. */
export function ImportMeaning({ said, ledger, today, change }: Props) {
  const open = MEANINGS.filter(({ value }) => value !== 'snapshot' || ledger?.kind === 'register');
  return (
    <fieldset className="import-meaning">
      <legend>这份表是</legend>
      <div className="import-meanings">
        {open.map(({ value, name, what }) => (
          <label key={value} className={said.meaning === value ? 'meaning-chosen' : undefined}>
            <input
              type="radio"
              name="import-meaning"
              value={value}
              checked={said.meaning === value}
              onChange={() => change({ meaning: value, day: said.day || today, end_missing: false })}
            />
            <b>{name}</b>
            <span>{what}</span>
          </label>
        ))}
        {said.meaning === 'snapshot' ? (
          <label className="import-day">
            <span>名册是哪一天的</span>
            <input
              type="date"
              className="plain-input"
              max={today}
              value={said.day}
              onChange={(event) => change({ day: event.target.value, end_missing: false })}
            />
          </label>
        ) : null}
      </div>
    </fieldset>
  );
}
