import { useState, type FormEvent } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import '../../styles/forms.css';
import '../../styles/start.css';
import type { Problem } from '../../api/client';
import { changePassword, signIn } from '../../api/sign_in';
import type { Session } from '../../api/types';
import { asProblem } from '../../shell/Trouble';
import { useTitle } from '../../shell/useTitle';
import { Refused } from '../record/form/Refused';
import { Heading } from '../start/Heading';
import { Secret } from './Secret';

/** The way in where there are accounts: who it is, and with a password from somebody else, one's own first. */
export default function SignIn({ session }: { session: Session }) {
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
        <div className="page start-page">{must ? <Change /> : <Come ended={session.sign_in === 'ended'} />}</div>
      </main>
    </div>
  );
}

/** Does it, says why not, and lets the house open anew when it is done. */
function useDeed(deed: () => Promise<unknown>) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await deed();
      // What another person read on this browser is not shown to this one.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'start' && queryKey[0] !== 'session' });
      await client.invalidateQueries({ queryKey: ['session'] });
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, send: (event: FormEvent) => void send(event) };
}

function Come({ ended }: { ended: boolean }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const { busy, problem, send } = useDeed(() => signIn(login.trim(), password));
  return (
    <>
      <Heading about={ended ? '登录已经到期：半小时不用或满十二小时，要重新登录。' : '没有账号的，请系统管理员开一个；忘了口令，请安全管理员重设。'}>登录</Heading>
      <Refused problem={problem} />
      <form className="start-form sign-in" onSubmit={send} noValidate>
        <Secret id="login" label="登录名" value={login} onChange={setLogin} complete="username" />
        <Secret id="password" label="口令" value={password} onChange={setPassword} complete="current-password" />
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
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const { busy, problem, send } = useDeed(() => changePassword(old, next));
  const differs = again !== '' && again !== next;
  const wrong = (problem?.findings ?? []).filter(({ field }) => field === 'new');
  return (
    <>
      <Heading about="现在的口令是别人替您设的，先换成只有自己知道的一句话，至少十个字。">修改口令</Heading>
      <Refused problem={problem} />
      <form className="start-form sign-in" onSubmit={send} noValidate>
        <Secret id="old" label="现在的口令" value={old} onChange={setOld} complete="current-password" />
        <Secret id="new" label="新口令" value={next} onChange={setNext} complete="new-password" wrong={wrong} />
        <Secret id="again" label="再写一遍新口令" value={again} onChange={setAgain} complete="new-password" />
        {differs ? (
          <p className="form-wrong" role="alert">
            两遍写得不一样。
          </p>
        ) : null}
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy || !old || !next || again !== next}>
            改好，进入
          </button>
        </div>
      </form>
    </>
  );
}
