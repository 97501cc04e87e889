import { useState } from 'react';
import { resetPassword } from '../../../api/accounts';
import { InputRow } from '../../../shell/InputRow';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { passphrase } from '../passphrase';
import { Acts } from './Acts';
import type { ActProps } from './types';

/** A first password, or another: made up here, told to the person, and changed by that person at the next sign-in. */
export function ResetForm({ account, done, close }: ActProps) {
  const [made, setMade] = useState(passphrase);
  const [typed, setTyped] = useState(made.typed);
  const [withoutCodes, setWithoutCodes] = useState(false);
  const { form, busy, problem, wrongOf, send } = useDeed(
    () => resetPassword(account.id, typed, withoutCodes),
    () => done(`${account.name} 的口令设好了，请当面或打电话告诉他：${typed}${typed === made.typed ? `（${made.said}）` : ''}。离开这一页就不再显示；他第一次登录要先改掉。`),
  );
  const again = () => {
    const other = passphrase();
    setMade(other);
    setTyped(other.typed);
  };
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate>
        <div className="people-whole">
          <InputRow
            id="reset-password"
            label={account.has_password ? '新口令' : '首次口令'}
            value={typed}
            onChange={setTyped}
            help={typed === made.typed ? `念作：${made.said}，中间用横线连着。` : '至少十个字。'}
            wrong={wrongOf('password')}
            maxLength={128}
          />
        </div>
        <p className="people-preview">
          这个口令是随机想出来的，也可以换一个或自己写。只在这里显示，请告诉本人；他第一次登录必须改成自己的。{account.has_password ? '原来的口令马上不能用，已登录的要重新登录，锁着的也打开，他给程序设的令牌都停用。' : ''}
        </p>
        <button type="button" className="button button-quiet people-again" data-act="again" onClick={again}>
          换一个
        </button>
        {account.second_step ? (
          <fieldset className="people-ticks people-whole">
            <legend>第二步验证</legend>
            <label>
              <input id="without-codes" type="checkbox" checked={withoutCodes} onChange={(event) => setWithoutCodes(event.target.checked)} />
              <span>
                一起关掉
                <span className="hint">手机和备用码都不在了才关；不关的，他登录时照样要验证码。安全日志单独记一条。</span>
              </span>
            </label>
          </fieldset>
        ) : null}
        <Acts act={account.has_password ? '重设口令' : '给首次口令'} disabled={busy || !typed} close={close} />
      </form>
    </>
  );
}
