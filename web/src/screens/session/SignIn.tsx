import { useState } from 'react';
import '../../styles/forms.css';
import '../../styles/start.css';
import { signIn } from '../../api/sign_in';
import type { Session } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { Trouble } from '../../shell/Trouble';
import { useDeed } from '../../shell/useDeed';
import { useNewcomer } from '../../shell/useNewcomer';
import { useTitle } from '../../shell/useTitle';
import { Refused } from '../record/form/Refused';
import { Heading } from '../start/Heading';
import { PasswordForm } from './PasswordForm';

interface Props {
  session: Session;
  /** Why the server does not say who it is now. */
  trouble: Error | undefined;
}

/** The way in where there are accounts: who it is, and with a password from somebody else, one's own first. */
export default function SignIn({ session, trouble }: Props) {
  const must = session.sign_in === 'must_change';
  useTitle(must ? '修改口令' : '登录');
  return (
    <div className="house">
      <header className="top">
        <span className="wordmark">
          <img src="/mark.svg" alt="" width="18" height="18" />
          阡陌
        </span>
        <span className="top-unit">{session.unit.name}</span>
      </header>
      <main id="main">
        <div className="page start-page">
          {must ? <Change /> : <Come ended={session.sign_in === 'ended'} />}
          {trouble ? <Trouble cause={trouble} /> : null}
        </div>
      </main>
    </div>
  );
}

function Come({ ended }: { ended: boolean }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const { form, busy, problem, send } = useDeed(() => signIn(login.trim(), password), useNewcomer());
  return (
    <>
      <Heading about={ended ? '登录已经到期：半小时不用或满十二小时，要重新登录。' : '没有账号的，请系统管理员开一个；忘了口令，请安全管理员重设。'}>登录</Heading>
      <Refused problem={problem} />
      <form ref={form} className="start-form sign-in" onSubmit={send} noValidate>
        <InputRow id="login" label="登录名" value={login} onChange={setLogin} complete="username" />
        <InputRow id="password" label="口令" value={password} onChange={setPassword} complete="current-password" />
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy || !login.trim() || !password}>
            登录
          </button>
        </div>
      </form>
    </>
  );
}

function Change() {
  const newcomer = useNewcomer();
  return (
    <>
      <Heading about="现在的口令是别人替您设的，先换成只有自己知道的一句话，至少十个字。">修改口令</Heading>
      <PasswordForm act="改好，进入" done={newcomer} />
    </>
  );
}
