import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { home, type HomeOf } from '../../api/kept';
import type { Home, Session } from '../../api/types';

interface Props {
  units: Session['arranges'];
  roles: Home['roles'];
  /** Over the version that was read; says what the server said where it is another by now. */
  give: (of: HomeOf, version: string | undefined, words: string) => Promise<string | undefined>;
  takeBack: (of: HomeOf, words: string) => Promise<void>;
}

/** The page as it is now, for whoever holds a role at a unit or below it, until he arranges his own. */
export function GiveForm({ units, roles, give, takeBack }: Props) {
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const [role, setRole] = useState(roles[0]?.id ?? '');
  const [clash, setClash] = useState('');
  const there = useQuery({ ...home({ unit, role }), enabled: unit !== '' && role !== '' }).data;
  const whom = `${units.find(({ id }) => id === unit)?.name ?? ''}和下级的${roles.find(({ id }) => id === role)?.name ?? ''}`;
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    setClash('');
    void give({ unit, role }, there?.version, `${whom}打开首页就是这样；各人还可以改成自己的。`).then((moved) => setClash(moved ?? ''));
  };
  const choose = (set: (id: string) => void) => (id: string) => {
    set(id);
    setClash('');
  };
  return (
    <form className="home-give" onSubmit={send} aria-label="摆给一个岗位">
      <span>照这样摆给</span>
      <select className="plain-input" aria-label="单位" value={unit} onChange={(event) => choose(setUnit)(event.target.value)}>
        {units.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}和下级
          </option>
        ))}
      </select>
      <select className="plain-input" aria-label="岗位" value={role} onChange={(event) => choose(setRole)(event.target.value)}>
        {roles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {clash ? null : (
        <button type="submit" className="button" disabled={!there}>
          摆给他们
        </button>
      )}
      <button type="button" className="button button-quiet" onClick={() => void takeBack({ unit, role }, `${whom}不再有摆好的首页。`)}>
        撤掉
      </button>
      {there?.by && !clash ? (
        <p className="hint" data-part="given-by">
          现在这一页是{there.by}摆的，再摆会换掉。
        </p>
      ) : null}
      {clash ? (
        <div className="home-clash" role="alert" data-part="give-clash">
          <p>{clash}</p>
          <p className="home-acts">
            <button type="button" className="button button-first" data-act="give-mine" disabled={!there} onClick={() => send()}>
              用我的
            </button>
            <button type="button" className="button" data-act="keep-theirs" onClick={() => setClash('')}>
              用已摆的
            </button>
          </p>
        </div>
      ) : null}
    </form>
  );
}
