import { Link } from 'react-router';
import type { Account, Session } from '../../api/types';
import { isOneself } from './actions';
import { OFFICES, daysInWords, postInWords, stateInWords, stateOf } from './states';

/** The accounts, each leading to its own page; cards where the page is a hand wide. */
export function AccountTable({ list, me }: { list: Account[]; me: Session }) {
  return (
    <div className="sheet">
      <table className="rows rows-cards people-table" data-part="accounts" aria-label="账号">
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">登录名</th>
            <th scope="col">岗位或管理员</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {list.map((account) => (
            <tr key={account.id} data-login={account.login}>
              <td data-label="姓名" className="list-title">
                <Link to={`/people/${account.id}`}>{account.name}</Link>
              </td>
              <td data-label="登录名">
                <span>
                  {account.login}
                  {isOneself(me, account) ? <span className="hint">（您自己）</span> : null}
                </span>
              </td>
              <td data-label="岗位">
                <Held account={account} />
              </td>
              <td data-label="状态">
                <span className="people-state" data-state={stateOf(account)}>
                  {stateInWords(account)}
                  {account.second_step ? <span className="hint">有验证码</span> : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What somebody holds, with the days of it; that it is nothing is said, for then nothing can be done with the account. */
function Held({ account }: { account: Account }) {
  if (account.offices.length) return <span>{account.offices.map((office) => OFFICES[office]).join('、')}</span>;
  if (!account.posts.length) return <span className="hint">{account.is_there ? '还没有岗位' : '无'}</span>;
  return (
    <ul className="people-posts">
      {account.posts.map((post) => (
        <li key={post.id}>
          {postInWords(post)}
          {post.deputy_of ? '（代）' : ''}
          <span className="hint">{daysInWords(post)}</span>
        </li>
      ))}
    </ul>
  );
}
