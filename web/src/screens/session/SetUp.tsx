import { Suspense, lazy, useState } from 'react';
import '../../styles/forms.css';
import '../../styles/people.css';
import '../../styles/start.css';
import { nameDevice } from '../../api/sign_in';
import type { Device, Session } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { SignOut } from '../../shell/SignOut';
import { Waiting } from '../../shell/Waiting';
import { useDeed } from '../../shell/useDeed';
import { useNewcomer } from '../../shell/useNewcomer';
import { useTitle } from '../../shell/useTitle';
import { ShownOnce } from '../people/me/ShownOnce';
import { Refused } from '../record/form/Refused';
import { Heading } from '../start/Heading';
import { Doorway } from './Doorway';

/** With what draws the picture, which nobody needs before the password is written. */
const ShowDevice = lazy(() => import('../people/me/ShowDevice'));

interface Props {
  session: Session;
  /** The codes on paper, while they are shown. */
  papers: string[] | undefined;
  made: (papers: string[] | undefined) => void;
}

/** Where the office demands codes beside the password: they are set up first, and then the house opens. */
export default function SetUp({ session, papers, made }: Props) {
  useTitle('第二步验证');
  const newcomer = useNewcomer();
  const [device, setDevice] = useState<Device>();
  const kept = () => {
    made(undefined);
    void newcomer();
  };
  return (
    <Doorway session={session} part="set-up">
      {papers ? (
        <Heading key="papers" about="下次登录，写好口令再写手机上的验证码。">第二步验证开好了</Heading>
      ) : (
        <Heading about="本单位规定，登录时除了口令还要写手机上的六位验证码，口令被人看去也进不来。现在绑定手机，几分钟就好，绑好就能进去。">先开第二步验证</Heading>
      )}
      {papers ? (
        <ShownOnce title="备用码，每个能用一次" lines={papers} kept={kept}>
          手机丢了、坏了，登录时写一个备用码。请抄在纸上收好，不要和口令放在一起；只显示这一次。点“已经收好”就进去。
        </ShownOnce>
      ) : device ? (
        <Suspense fallback={<Waiting what="绑定手机的码" />}>
          <ShowDevice device={device} close={() => setDevice(undefined)} done={(codes) => Promise.resolve(made(codes))} />
        </Suspense>
      ) : (
        <AskPassword done={setDevice} />
      )}
      {papers ? null : (
        <p className="hint set-up-later">
          现在不方便的，先<SignOut className="button-text" />，以后登录还是到这一步。
        </p>
      )}
    </Doorway>
  );
}

function AskPassword({ done }: { done: (device: Device) => void }) {
  const [password, setPassword] = useState('');
  const { form, busy, problem, send } = useDeed(() => nameDevice(password), done);
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="start-form sign-in" onSubmit={send} noValidate aria-label="开第二步验证">
        <InputRow id="device-password" label="您的口令" value={password} onChange={setPassword} complete="current-password" help="手机上先装一个验证器（能显示六位动态码的应用）；没有智能手机的，请告诉安全管理员。" />
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy || !password}>
            下一步
          </button>
        </div>
      </form>
    </>
  );
}
