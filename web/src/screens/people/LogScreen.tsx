import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import '../../styles/forms.css';
import '../../styles/people.css';
import { accountEvents, accounts } from '../../api/accounts';
import { session } from '../../api/queries';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { moment } from '../../shell/moment';
import { personName } from '../../shell/people';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { choicesOf, eventsOf } from './events';

const FEW = 200;
const MOST = 2_000;

/** The security log: who came in, who was refused, what officers did to accounts. */
export default function LogScreen() {
  useTitle('安全日志', '人员');
  const who = useQuery(session).data;
  if (!who) return <Waiting what="安全日志" />;
  const watches = who.offices.includes('audit') || who.offices.includes('security');
  return (
    <div className="page">
      <div className="page-head">
        <h1>安全日志</h1>
        {who.offices.includes('audit') ? (
          <div className="page-tools">
            <Link className="button" to="/ledgers/_opened">
              个人信息查看记录
            </Link>
          </div>
        ) : null}
        <p className="page-about">
          <Link to="/people">人员</Link> / 谁登录了，谁被拒绝，谁给谁开了账号、给了岗位、重设了口令，谁给程序设了令牌，谁点了核验和备份。留四百天，输错的内容不记。
        </p>
      </div>
      {watches ? <Log /> : <NotWatching local={who.sign_in === 'local'} />}
    </div>
  );
}

function NotWatching({ local }: { local: boolean }) {
  return local ? (
    <Empty title="还没有账号，也就没有安全日志">
      现在不用登录，分不清谁进来过。到<Link to="/people">人员</Link>设立管理员以后，从那时起开始记。
    </Empty>
  ) : (
    <Empty title="安全日志由安全管理员和审计员看">
      系统管理员开账号、停账号，也记在里面，由他们监督。账号在<Link to="/people">人员</Link>里看。
    </Empty>
  );
}

function Log() {
  const [limit, setLimit] = useState(FEW);
  const [value, setAddress] = useAddress();
  const found = useQuery(accountEvents(limit));
  const people = useQuery(accounts).data ?? [];
  const nameOf = (login: string) => people.find((one) => one.login === login)?.name ?? personName(login);
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="安全日志" />;
  const [kind, login] = [value('kind'), value('login')];
  const list = eventsOf(found.data, kind, login);
  const { kinds, logins } = choicesOf(found.data);
  return (
    <>
      <div className="filters people-filters">
        <Chooser name="事" value={kind} choices={kinds} choose={(one) => setAddress({ kind: one })} />
        <Chooser name="账号" value={login} choices={logins.map((one) => [one, nameOf(one)])} choose={(one) => setAddress({ login: one })} />
        <span className="said-total" role="status">
          {list.length} 条
        </span>
      </div>
      {list.length ? (
        <div className="sheet">
          <table className="rows rows-cards people-table" data-part="events" aria-label="安全日志">
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">事</th>
                <th scope="col">谁的账号</th>
                <th scope="col">谁办的</th>
              </tr>
            </thead>
            <tbody>
              {list.map((event, i) => (
                <tr key={`${event.at} ${event.kind} ${event.login ?? ''} ${i}`} data-kind={event.kind}>
                  <td data-label="时间" className="people-when">
                    {moment(event.at)}
                  </td>
                  <td data-label="事">
                    {`${event.kind_name}${event.times > 1 ? `，这一分钟 ${event.times} 次` : ''}`}
                  </td>
                  <td data-label="账号">{event.login ? nameOf(event.login) : event.kind === 'refused' ? <span className="hint">没有这个登录名</span> : '—'}</td>
                  <td data-label="谁办的">{event.actor && event.actor !== event.login ? nameOf(event.actor) : event.login ? '本人' : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Empty title={found.data.length ? '没有这样的事' : '还没有记下什么'}>{found.data.length ? '请换一件事或换一个账号。' : '有人登录、被拒绝，或账号有变动，这里就会有。'}</Empty>
      )}
      {found.data.length === limit && limit < MOST ? (
        <div className="pager">
          <span>最近 {limit} 条</span>
          <button type="button" className="button" onClick={() => setLimit(MOST)}>
            看更早的
          </button>
        </div>
      ) : null}
    </>
  );
}

interface ChooserProps {
  name: string;
  value: string;
  choices: [string, string][];
  choose: (value: string) => void;
}

function Chooser({ name, value, choices, choose }: ChooserProps) {
  return (
    <label className="chooser">
      <span>{name}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">全部</option>
        {choices.map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
