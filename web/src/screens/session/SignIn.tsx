import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import '../../styles/forms.css';
import '../../styles/start.css';
import { Problem } from '../../api/client';
import { CODE, begin, outside } from '../../api/outside';
import { answerCode, signIn } from '../../api/sign_in';
import type { Session } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { Trouble } from '../../shell/Trouble';
import { useDeed } from '../../shell/useDeed';
import { useNewcomer } from '../../shell/useNewcomer';
import { useTitle } from '../../shell/useTitle';
import { Refused } from '../record/form/Refused';
import { Heading } from '../start/Heading';
import { Doorway } from './Doorway';
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
    <Doorway session={session}>
      {must ? <Change asksCode={session.papers != null} /> : <Come ended={session.sign_in === 'ended'} />}
      {trouble ? <Trouble cause={trouble} /> : null}
    </Doorway>
  );
}

function Come({ ended }: { ended: boolean }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  /**
   * The password was right: `fresh` is good for one code, and after a wrong one the password goes along again. Who comes back
   * from a house that `vouched` for him has one code, too, and then goes there again.
   */
  const [step, setStep] = useState<'password' | 'fresh' | 'again' | 'vouched'>(window.location.hash === CODE ? 'vouched' : 'password');
  const house = useQuery(outside).data?.name;
  const newcomer = useNewcomer();
  const enter = async () => {
    if (step === 'vouched') {
      try {
        return await answerCode(code);
      } catch (cause) {
        setStep('password');
        setCode('');
        throw cause;
      } finally {
        plain();
      }
    }
    if (step !== 'fresh') {
      try {
        return await signIn(login.trim(), password);
      } catch (cause) {
        if (!(cause instanceof Problem) || cause.code !== 'session.second_step') throw cause;
        if (step === 'password') {
          setStep('fresh');
          return undefined;
        }
      }
    }
    setStep('again');
    return answerCode(code);
  };
  const { form, busy, problem, send } = useDeed(enter, (signed) => (signed ? newcomer() : undefined));
  const asked = step !== 'password';
  useEffect(() => {
    if (asked) form.current?.querySelector<HTMLElement>('#code')?.focus();
  }, [asked, form]);
  const back = () => {
    plain();
    setStep('password');
    setCode('');
    setPassword('');
  };
  const about = ended ? '登录已经到期：半小时不用或满十二小时，要重新登录。' : '没有账号的，请系统管理员开一个；忘了口令，请安全管理员重设。';
  return (
    <>
      <Heading about={asked ? `${step === 'vouched' ? '身份核对过了' : '口令对了'}。再写手机上的验证器这时显示的六位数；手机不在身边的，写一个备用码。` : about}>{asked ? '第二步验证' : '登录'}</Heading>
      <Refused problem={problem} />
      <form ref={form} className="start-form sign-in" onSubmit={send} noValidate>
        {asked ? (
          <InputRow id="code" label="验证码" value={code} onChange={setCode} complete="one-time-code" maxLength={20} />
        ) : (
          <>
            <InputRow id="login" label="登录名" value={login} onChange={setLogin} complete="username" />
            <InputRow id="password" label="口令" value={password} onChange={setPassword} complete="current-password" />
          </>
        )}
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy || (step !== 'vouched' && (!login.trim() || !password)) || (asked && !code.trim())}>
            登录
          </button>
          {asked ? (
            <button type="button" className="button button-quiet" data-act="back" onClick={back}>
              从头来
            </button>
          ) : null}
        </div>
      </form>
      {house && !asked ? (
        <p className="sign-in-other">
          <a className="button" href={begin()} data-act="outside">
            用{house}登录
          </a>
        </p>
      ) : null}
    </>
  );
}

/** The address without what a house's way back said. */
function plain(): void {
  if (window.location.hash === CODE) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}

function Change({ asksCode }: { asksCode: boolean }) {
  const newcomer = useNewcomer();
  return (
    <>
      <Heading about="现在的口令是别人替您设的，先换成只有自己知道的一句话，至少十个字。">修改口令</Heading>
      <PasswordForm act="改好，进入" asksCode={asksCode} done={newcomer} />
    </>
  );
}
