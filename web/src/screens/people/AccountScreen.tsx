import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import '../../styles/forms.css';
import '../../styles/start.css';
import '../../styles/people.css';
import { accounts } from '../../api/accounts';
import { outside } from '../../api/outside';
import { session, useRefresh } from '../../api/queries';
import type { Account, Session } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { moment } from '../../shell/moment';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { ACTIONS, actionsOn, isOneself, leftToOthers, type Action } from './actions';
import { EndForm } from './acts/EndForm';
import { HandOverForm } from './acts/HandOverForm';
import { OfficeForm } from './acts/OfficeForm';
import { OutsideForm } from './acts/OutsideForm';
import { PostForm } from './acts/PostForm';
import { ResetForm } from './acts/ResetForm';
import type { ActProps } from './acts/types';
import { AccountTokens } from './AccountTokens';
import { PostList } from './PostList';
import { OFFICES, stateInWords, stateOf } from './states';

const FORMS: Record<Action, (props: ActProps) => React.ReactNode> = {
  post: PostForm,
  hand_over: HandOverForm,
  office: OfficeForm,
  password: ResetForm,
  outside: OutsideForm,
  end: EndForm,
};

/** One account: whose it is, what is held, and what this officer does about it. */
export default function AccountScreen() {
  const id = useParams().user ?? '';
  const who = useQuery(session).data;
  const officer = who?.sign_in === 'done';
  const found = useQuery({ ...accounts, enabled: officer });
  const account = found.data?.find((one) => one.id === id);
  useTitle(account?.name ?? '账号', '人员');
  if (who && !officer) {
    return (
      <Page>
        <Empty title="还没有账号" page>
          现在不用登录就能用。要给每个人开账号，先到<Link to="/people">人员</Link>设立管理员。
        </Empty>
      </Page>
    );
  }
  if (found.error) return <Page><Trouble cause={found.error} retry={() => void found.refetch()} /></Page>;
  if (!who || !found.data) return <Waiting what="账号" />;
  if (!account) {
    return (
      <Page>
        <Empty title="没有这个账号" page>
          地址可能不完整。请从<Link to="/people">人员</Link>里选。
        </Empty>
      </Page>
    );
  }
  return <One key={account.id} account={account} all={found.data} me={who} />;
}

function Page({ children }: { children: React.ReactNode }) {
  return <div className="page">{children}</div>;
}

function One({ account, all, me }: { account: Account; all: Account[]; me: Session }) {
  const [said, setSaid] = useState('');
  const [value, setAddress] = useAddress();
  const refresh = useRefresh();
  const result = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (said) result.current?.focus();
  }, [said]);
  const house = useQuery(outside).data?.name;
  const mine = actionsOn(me, account, Boolean(house));
  const open = mine.find((action) => action === value('do'));
  const Form = open && FORMS[open];
  const done = async (words: string) => {
    setAddress({ do: '' }, { replace: true });
    await refresh();
    setSaid(words);
  };
  const choose = (action: Action) => {
    setSaid('');
    setAddress({ do: action === open ? '' : action });
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{account.name}</h1>
        <div className="page-tools">
          {mine.map((action) => (
            <button key={action} type="button" className="button" aria-expanded={action === open} data-act={action} onClick={() => choose(action)}>
              {ACTIONS[action]}
            </button>
          ))}
        </div>
        <p className="page-about">
          <Link to="/people">人员</Link> / {account.login}
        </p>
      </div>
      {said ? (
        <p ref={result} tabIndex={-1} className="people-done" role="status" data-part="said">
          {said}
        </p>
      ) : null}
      {Form && open ? (
        <section className="sheet people-part" aria-label={ACTIONS[open]} data-part={`do-${open}`}>
          <h2>{ACTIONS[open]}</h2>
          <Form key={open} account={account} all={all} me={me} done={done} close={() => setAddress({ do: '' })} />
        </section>
      ) : null}
      <Facts account={account} house={house} />
      <PostList account={account} mayEnd={me.offices.includes('security') && !isOneself(me, account)} done={done} />
      {account.offices.length || me.offices.includes('system') ? null : <AccountTokens login={account.login} mayEnd={me.offices.includes('security')} done={done} />}
      <Whose account={account} me={me} house={Boolean(house)} />
    </div>
  );
}

function Facts({ account, house }: { account: Account; house: string | null | undefined }) {
  const facts: [string, string][] = [
    ['登录名', account.login],
    ['管理员', account.offices.map((office) => OFFICES[office]).join('、') || '不是'],
    ['状态', stateInWords(account)],
    ['开账号', account.begins ?? '—'],
    ['第二步验证', account.second_step ? '开着' : '没有开'],
    ...(house ? ([['外部账号', account.outside ?? '没有关联']] as [string, string][]) : []),
    ...(account.locked_until ? ([['锁到', moment(account.locked_until)]] as [string, string][]) : []),
  ];
  return (
    <section className="sheet people-part" aria-label="账号" data-part="account">
      <dl className="people-facts">
        {facts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {NEXT[stateOf(account)] ? <p className="hint">{NEXT[stateOf(account)]}</p> : null}
    </section>
  );
}

/** What a state means for who wants to come in. */
const NEXT: Partial<Record<ReturnType<typeof stateOf>, string>> = {
  outside: '没有口令，用外部账号登录；要口令的，由安全管理员用“重设口令”给一个。',
  no_password: '还不能登录：由安全管理员用“重设口令”给首次口令。',
  first_password: '下次登录要先把口令改成自己的。',
  locked: '连续输错口令，账号锁住了；到时间自己打开，或重设口令立即打开。',
  ended: '不能再登录。登录名不再给别人，免得分不清是谁办的。',
};

/** What is not done here, and by whom it is. */
function Whose({ account, me, house }: { account: Account; me: Session; house: boolean }) {
  const left = leftToOthers(me, account, house);
  if (isOneself(me, account)) {
    return (
      <p className="people-whose">
        这是您自己的账号：分工、岗位和停用要由另一位管理员办；自己的口令在<Link to="/me">我的</Link>里改。
      </p>
    );
  }
  if (!left.length) return null;
  return <p className="people-whose">{left.map(([acts, office]) => `${acts}由${OFFICES[office]}办`).join('；')}。</p>;
}
