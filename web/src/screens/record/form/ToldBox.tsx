import { useQuery } from '@tanstack/react-query';
import { AutoComplete } from 'antd';
import '../../../styles/forms.css';
import { tellers } from '../../../api/queries';
import { Workroom } from '../../../shell/Workroom';
import type { ToldProps } from './ToldRow';
import { WAYS, type Telling } from './told';

interface Props extends ToldProps {
  telling: Telling;
  /** Somebody has just asked for it. */
  opened: boolean;
}

/** Before an account where somebody is chosen: no word that is typed, nor the letters it is typed with, chooses anybody. */
const CHOSEN = '\u2063';

/** Who told, by name or chosen among the people of the house, and by what way. */
export default function ToldBox({ ledger, unit, telling, onChange, wrongs, carried = false, opened }: Props) {
  // Who is not among them, or where they cannot be asked for, is written by name.
  const people = useQuery({ ...tellers(ledger, unit ?? ''), enabled: Boolean(unit) }).data ?? [];
  const say = (text: string) => {
    const chosen = text.startsWith(CHOSEN) ? people.find(({ account }) => account === text.slice(CHOSEN.length)) : undefined;
    onChange({ ...telling, name: chosen?.name ?? text, account: chosen?.account });
  };
  const wrong = wrongs.length > 0;
  return (
    <Workroom>
      <div className="form-row" data-field="told">
        <label htmlFor="f-told">替谁录入</label>
        <div className="told">
          <AutoComplete
            id="f-told"
            style={{ flex: '1 1 200px', maxWidth: 420 }}
            // The button that is pressed next stands below.
            placement="topLeft"
            autoFocus={opened}
            maxLength={60}
            placeholder="写姓名，或选一位"
            value={telling.name}
            onChange={say}
            options={people.map(({ account, name, posts }) => ({ value: `${CHOSEN}${account}`, label: `${name}　${posts.join('、')}` }))}
            showSearch={{ filterOption: (typed, option) => String(option?.label ?? '').includes(typed) }}
            status={wrong ? 'error' : ''}
            aria-invalid={wrong}
            aria-describedby="f-told-about"
          />
          <label className="chooser">
            <span>怎么转述的</span>
            <select value={telling.way} onChange={(event) => onChange({ ...telling, way: event.target.value })}>
              <option value="">不写</option>
              {WAYS.map(({ value, name }) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="button button-quiet" onClick={() => onChange(undefined)}>
            不是代录
          </button>
        </div>
        <div id="f-told-about">
          {wrongs.map((words) => (
            <p key={words} className="form-wrong">
              {words}
            </p>
          ))}
          <p className="form-help">{carried ? '和上一条一样。不是替这个人录的，点“不是代录”。' : '来历里会写明谁代谁录入。'}</p>
        </div>
      </div>
    </Workroom>
  );
}
