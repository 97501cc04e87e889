import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ledgers } from '../../../api/queries';
import { makeToken } from '../../../api/tokens';
import type { MadeToken, Token } from '../../../api/types';
import { InputRow } from '../../../shell/InputRow';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { Acts } from '../acts/Acts';

const SCOPES: [Token['scope'], string, string][] = [
  ['read', '只看', '看台账、数字和报告'],
  ['write', '能看能填', '还能新填、更正、导入，都记在您名下'],
];

interface Props {
  asksCode: boolean;
  close: () => void;
  done: (made: MadeToken) => Promise<void>;
}

/** A token for a program: what it is called, what it may do, of which ledgers, how long; and that it is oneself who asks. */
export function NewToken({ asksCode, close, done }: Props) {
  const seen = (useQuery(ledgers).data ?? []).filter(({ id }) => !id.startsWith('_'));
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Token['scope']>('read');
  const [only, setOnly] = useState<string[]>([]);
  const [days, setDays] = useState('90');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { form, busy, problem, wrongOf, send } = useDeed(
    () => makeToken({ name: name.trim(), scope, ledgers: only.length ? only : undefined, days: Number(days), password, code }),
    done,
  );
  useEffect(() => form.current?.querySelector('input')?.focus(), [form]);
  const tick = (id: string, on: boolean) => setOnly(on ? [...only, id] : only.filter((one) => one !== id));
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate aria-label="设一个令牌">
        <InputRow id="token-name" label="程序的名字" value={name} onChange={setName} help="写得让别人也知道是什么，如：县里的报表工具" wrong={wrongOf('name')} maxLength={40} />
        <InputRow id="token-days" label="用多少天" value={days} onChange={setDays} help="最多 366 天，到期再设。" wrong={wrongOf('days')} maxLength={3} />
        <fieldset className="people-ticks people-whole">
          <legend>能做什么</legend>
          {SCOPES.map(([one, word, about]) => (
            <label key={one}>
              <input type="radio" name="scope" value={one} checked={scope === one} onChange={() => setScope(one)} />
              <span>
                {word}
                <span className="hint">{about}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <fieldset className="people-ticks people-whole people-ledgers">
          <legend>只限这些台账（不选，就是您看得到的全部）</legend>
          {seen.map(({ id, name: word }) => (
            <label key={id}>
              <input type="checkbox" value={id} checked={only.includes(id)} onChange={(event) => tick(id, event.target.checked)} />
              <span>{word}</span>
            </label>
          ))}
        </fieldset>
        <InputRow id="token-password" label="您的口令" value={password} onChange={setPassword} complete="current-password" />
        {asksCode ? <InputRow id="token-code" label="验证码" value={code} onChange={setCode} complete="one-time-code" maxLength={20} /> : null}
        <Acts act="设令牌" disabled={busy || !name.trim() || !password || !/^[0-9]+$/.test(days) || (asksCode && !code.trim())} close={close} />
      </form>
    </>
  );
}
