import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { useRefresh } from '../../../api/queries';
import { endSecondStep, nameDevice } from '../../../api/sign_in';
import type { Device } from '../../../api/types';
import { InputRow } from '../../../shell/InputRow';
import { Waiting } from '../../../shell/Waiting';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { Acts } from '../acts/Acts';
import { ShownOnce } from './ShownOnce';

/** With what draws the picture, which nobody else needs. */
const ShowDevice = lazy(() => import('./ShowDevice'));

/** A code beside the password. `papers`: how many are left on paper; nothing where no code is asked for. */
export function SecondStepPart({ papers }: { papers: number | null }) {
  const [open, setOpen] = useState(false);
  const [device, setDevice] = useState<Device>();
  const [made, setMade] = useState<string[]>();
  const [said, setSaid] = useState('');
  const refresh = useRefresh();
  const result = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (said) result.current?.focus();
  }, [said]);
  const on = papers !== null;
  const close = () => {
    setOpen(false);
    setDevice(undefined);
  };
  const begun = async (codes: string[]) => {
    close();
    setMade(codes);
    await refresh();
  };
  const ended = async () => {
    close();
    setMade(undefined);
    await refresh();
    setSaid('第二步验证关掉了，下次登录只要口令。');
  };
  const begin = () => {
    setSaid('');
    setOpen(true);
  };
  return (
    <section className="sheet people-part" aria-label="第二步验证" data-part="second-step" data-on={on}>
      <h2>第二步验证</h2>
      <p className="hint">
        {on
          ? `开着：登录时写好口令，还要写手机上的验证码。备用码还剩 ${papers} 个${papers < 3 ? '，不多了，关掉再开可以换一批' : ''}。`
          : '没有开。开了以后，登录时除了口令还要写手机验证器上的六位数，口令被人看去也进不来。'}
      </p>
      {said ? (
        <p ref={result} tabIndex={-1} className="people-done" role="status" data-part="said">
          {said}
        </p>
      ) : null}
      {made ? (
        <ShownOnce title="备用码，每个能用一次" lines={made} kept={() => setMade(undefined)}>
          第二步验证开好了。手机丢了、坏了，登录时写一个备用码。请抄在纸上收好，不要和口令放在一起；只显示这一次。
        </ShownOnce>
      ) : null}
      {open && !on && device ? (
        <Suspense fallback={<Waiting what="绑定手机的码" />}>
          <ShowDevice device={device} close={close} done={begun} />
        </Suspense>
      ) : null}
      {open && !on && !device ? <AskDevice close={close} done={setDevice} /> : null}
      {open && on ? <End close={close} done={ended} /> : null}
      {open ? null : (
        <div className="start-acts">
          <button type="button" className="button" data-act="second-step" onClick={begin}>
            {on ? '关掉第二步验证' : '开第二步验证'}
          </button>
        </div>
      )}
    </section>
  );
}

function AskDevice({ close, done }: { close: () => void; done: (device: Device) => void }) {
  const [password, setPassword] = useState('');
  const { form, busy, problem, send } = useDeed(() => nameDevice(password), done);
  useEffect(() => form.current?.querySelector('input')?.focus(), [form]);
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate aria-label="开第二步验证">
        <InputRow id="device-password" label="您的口令" value={password} onChange={setPassword} complete="current-password" help="手机上先装一个验证器（能显示六位动态码的应用）。" />
        <Acts act="下一步" disabled={busy || !password} close={close} />
      </form>
    </>
  );
}

function End({ close, done }: { close: () => void; done: () => Promise<void> }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { form, busy, problem, send } = useDeed(() => endSecondStep(password, code), done);
  useEffect(() => form.current?.querySelector('input')?.focus(), [form]);
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate aria-label="关掉第二步验证">
        <InputRow id="end-password" label="您的口令" value={password} onChange={setPassword} complete="current-password" />
        <InputRow id="end-code" label="验证码或备用码" value={code} onChange={setCode} complete="one-time-code" maxLength={20} />
        <Acts act="关掉" disabled={busy || !password || !code.trim()} close={close} />
      </form>
    </>
  );
}
