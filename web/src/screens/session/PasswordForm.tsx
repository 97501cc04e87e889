import { useState } from 'react';
import { changePassword } from '../../api/sign_in';
import { InputRow } from '../../shell/InputRow';
import { useDeed } from '../../shell/useDeed';
import { Refused } from '../record/form/Refused';

interface Props {
  /** The word on the button. */
  act: string;
  /** Whether a code is asked for beside the password. */
  asksCode: boolean;
  done: () => unknown;
}

/** Takes another password of one's own, written twice because it is not seen. */
export function PasswordForm({ act, asksCode, done }: Props) {
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [code, setCode] = useState('');
  const { form, busy, problem, wrongOf, send } = useDeed(
    () => changePassword(old, next, code),
    () => {
      setOld('');
      setNext('');
      setAgain('');
      setCode('');
      return done();
    },
  );
  const differs = again !== '' && again !== next;
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="start-form sign-in" onSubmit={send} noValidate aria-label="修改口令">
        <InputRow id="old" label="现在的口令" value={old} onChange={setOld} complete="current-password" />
        <InputRow id="new" label="新口令" value={next} onChange={setNext} complete="new-password" wrong={wrongOf('new')} />
        <InputRow id="again" label="再写一遍新口令" value={again} onChange={setAgain} complete="new-password" />
        {differs ? (
          <p className="form-wrong" role="alert">
            两遍写得不一样。
          </p>
        ) : null}
        {asksCode ? (
          <InputRow id="password-code" label="验证码或备用码" value={code} onChange={setCode} complete="one-time-code" maxLength={20} help="每个只能用一次：刚登录用过的，等手机上换了下一个再写。" />
        ) : null}
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy || !old || !next || again !== next || (asksCode && !code.trim())}>
            {act}
          </button>
        </div>
      </form>
    </>
  );
}
