import { useEffect, useState } from 'react';
import '../../styles/forms.css';
import '../../styles/start.css';
import { write } from '../../api/client';
import type { Hooks, MadeHook } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { useDeed } from '../../shell/useDeed';
import { Refused } from '../record/form/Refused';

/** Whom to tell, where, and of which ledgers. */
export function NewHook({ ledgers, close, done }: { ledgers: Hooks['ledgers']; close: () => void; done: (made: MadeHook) => unknown }) {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<string[]>();
  const { form, busy, problem, wrongOf, send } = useDeed(
    () => write<MadeHook>('POST', '/hooks', { name, url, ledgers: chosen ?? null }),
    done,
  );
  useEffect(() => form.current?.querySelector('input')?.focus(), [form]);
  const toggle = (id: string) => setChosen((known = []) => (known.includes(id) ? known.filter((one) => one !== id) : [...known, id]));
  return (
    <form ref={form} className="start-form status-new" onSubmit={send} noValidate aria-label="设一个推送">
      <Refused problem={problem} />
      <div className="start-pair">
        <InputRow id="name" label="对方系统" value={name} onChange={setName} help="例如“县政务平台”" wrong={wrongOf('name')} maxLength={40} />
        <InputRow id="url" label="接收地址" value={url} onChange={setUrl} help="https:// 开头；本单位网络里的机器也可以用 http://" wrong={wrongOf('url')} maxLength={500} />
      </div>
      <fieldset className="status-ledgers">
        <legend>哪些台账</legend>
        <label>
          <input type="radio" name="which" checked={!chosen} onChange={() => setChosen(undefined)} /> 全部台账
        </label>
        <label>
          <input type="radio" name="which" checked={!!chosen} onChange={() => setChosen([])} /> 只要这些
        </label>
        {chosen ? (
          <div className="status-choices">
            {ledgers.map(({ id, name: word }) => (
              <label key={id}>
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} /> {word}
              </label>
            ))}
          </div>
        ) : null}
        {wrongOf('ledgers').map(({ message }) => (
          <p key={message} className="form-wrong">
            {message}
          </p>
        ))}
      </fieldset>
      <div className="start-acts">
        <button type="submit" className="button button-first" disabled={busy || !name.trim() || !url.trim()}>
          加上
        </button>
        <button type="button" className="button button-quiet" onClick={close}>
          不加了
        </button>
      </div>
    </form>
  );
}
