import { useState, type FormEvent } from 'react';
import type { HomeOf } from '../../api/kept';
import type { Home, Session } from '../../api/types';

interface Props {
  units: Session['arranges'];
  roles: Home['roles'];
  give: (of: HomeOf, words: string) => Promise<void>;
  takeBack: (of: HomeOf, words: string) => Promise<void>;
}

/** The page as it is now, for whoever holds a role at a unit or below it, until he arranges his own. */
export function GiveForm({ units, roles, give, takeBack }: Props) {
  const [unit, setUnit] = useState(units[0]?.id ?? '');
  const [role, setRole] = useState(roles[0]?.id ?? '');
  const whom = `${units.find(({ id }) => id === unit)?.name ?? ''}和下级的${roles.find(({ id }) => id === role)?.name ?? ''}`;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void give({ unit, role }, `${whom}打开首页就是这样；各人还可以改成自己的。`);
  };
  return (
    <form className="home-give" onSubmit={send} aria-label="摆给一个岗位">
      <span>照这样摆给</span>
      <select className="plain-input" aria-label="单位" value={unit} onChange={(event) => setUnit(event.target.value)}>
        {units.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}和下级
          </option>
        ))}
      </select>
      <select className="plain-input" aria-label="岗位" value={role} onChange={(event) => setRole(event.target.value)}>
        {roles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" className="button">
        摆给他们
      </button>
      <button type="button" className="button button-quiet" onClick={() => void takeBack({ unit, role }, `${whom}不再有摆好的首页。`)}>
        撤掉
      </button>
    </form>
  );
}
