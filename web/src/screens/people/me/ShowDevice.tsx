import { QRCode } from 'antd';
import { useEffect, useState } from 'react';
import { beginSecondStep } from '../../../api/sign_in';
import type { Device } from '../../../api/types';
import { InputRow } from '../../../shell/InputRow';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { Acts } from '../acts/Acts';

interface Props {
  device: Device;
  close: () => void;
  done: (papers: string[]) => Promise<void>;
}

/** What the device is told, as a picture and as text, and the first code as a proof that it took it. */
export default function ShowDevice({ device, close, done }: Props) {
  const [code, setCode] = useState('');
  const { form, busy, problem, send } = useDeed(
    () => beginSecondStep(code),
    ({ papers }) => done(papers),
  );
  useEffect(() => form.current?.querySelector('input')?.focus(), [form]);
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate aria-label="绑定手机">
        <div className="people-whole people-device">
          {/* The key beside it says the same to whoever does not see the picture. */}
          <div aria-hidden="true">
            <QRCode type="svg" value={device.address} size={184} errorLevel="M" color="#000" bgColor="#fff" />
          </div>
          <div>
            <p>用手机上的验证器扫这个码。扫不了的，在验证器里选“手动输入”，写这个密钥：</p>
            <p className="people-key" data-part="key">
              {device.secret.replace(/(.{4})(?=.)/g, '$1 ')}
            </p>
            <p className="hint">这时还没有开：写对下面的验证码才开。</p>
          </div>
        </div>
        <InputRow id="device-code" label="手机上显示的验证码" value={code} onChange={setCode} complete="one-time-code" help="六位数，三十秒一换。" maxLength={20} />
        <Acts act="开第二步验证" disabled={busy || !code.trim()} close={close} />
      </form>
    </>
  );
}
