import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import '../../styles/forms.css';
import '../../styles/start.css';
import '../../styles/people.css';
import { accounts } from '../../api/accounts';
import { session } from '../../api/queries';
import type { Session } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { AccountTable } from './AccountTable';
import { FirstOfficers } from './FirstOfficers';
import { NewAccount } from './NewAccount';
import { NobodyDeclares } from './NobodyDeclares';
import { STATES, matching } from './states';

/** Who may come in and what each does here: for the officers; where there are no accounts yet, how to begin. */
export default function PeopleScreen() {
  useTitle('人员');
  const who = useQuery(session).data;
  if (!who) return <Waiting what="人员" />;
  return who.sign_in === 'local' ? <FirstOfficers /> : <People me={who} />;
}

function People({ me }: { me: Session }) {
  const found = useQuery(accounts);
  const [value, setAddress] = useAddress();
  const [words, state] = [value('q'), value('state')];
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setAddress({ q: '', state: '' });
    setCleared(cleared + 1);
  };
  const all = found.data ?? [];
  const list = matching(all, words, state);
  return (
    <div className="page">
      <div className="page-head">
        <h1>人员</h1>
        <div className="page-tools">
          {me.offices.includes('system') ? (
            <button type="button" className="button" aria-expanded={value('do') === 'new'} data-act="new-account" onClick={() => setAddress({ do: value('do') ? '' : 'new' })}>
              开账号
            </button>
          ) : null}
          {me.offices.includes('system') ? (
            <>
              <Link className="button" to="/units">
                单位
              </Link>
              <Link className="button" to="/parameters">
                参数
              </Link>
            </>
          ) : null}
          {me.offices.includes('system') ? null : (
            <Link className="button" to="/people/log">
              安全日志
            </Link>
          )}
        </div>
        <p className="page-about">谁有账号，担任什么岗位或管理员，从哪天到哪天。岗位定了能看、能填什么。</p>
      </div>
      <NobodyDeclares />
      {me.offices.includes('system') && value('do') === 'new' ? <NewAccount close={() => setAddress({ do: '' })} /> : null}
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="账号" /> : null}
      {found.data ? (
        <>
          <div className="filters people-filters">
            <input
              key={cleared}
              className="plain-input list-seek"
              type="search"
              aria-label="查找姓名、登录名、岗位、单位"
              placeholder="查找姓名、岗位、单位"
              defaultValue={words}
              onChange={(event) => setAddress({ q: event.target.value }, { replace: true })}
            />
            <label className="chooser">
              <span>状态</span>
              <select value={state} onChange={(event) => setAddress({ state: event.target.value })}>
                <option value="">全部</option>
                {Object.entries(STATES).map(([one, name]) => (
                  <option key={one} value={one}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <span className="said-total" role="status">
              {list.length === all.length ? `${all.length} 个账号` : `${all.length} 个账号中的 ${list.length} 个`}
            </span>
          </div>
          {list.length ? (
            <AccountTable list={list} me={me} />
          ) : (
            <Empty title="没有这样的账号">
              请换几个字，或<button type="button" className="button button-quiet" onClick={clear}>看全部账号</button>。
            </Empty>
          )}
          {all.every(({ offices }) => offices.length) ? <OnlyOfficers /> : null}
        </>
      ) : null}
    </div>
  );
}

/** The first day: officers, and nobody who does the work. */
function OnlyOfficers() {
  return (
    <Empty title="还只有管理员">
      接着给每个要用的人开账号：系统管理员点“开账号”，写登录名和姓名；安全管理员再点进这个账号，给岗位和首次口令。两步都做完，人才能进来。
    </Empty>
  );
}
