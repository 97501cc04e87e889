import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import '../../styles/forms.css';
import '../../styles/people.css';
import '../../styles/units.css';
import { write } from '../../api/client';
import { parameters as parametersQuery, session } from '../../api/queries';
import type { Parameter, Receipt } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useDeed } from '../../shell/useDeed';
import { useSaved } from '../../shell/useUndo';
import { useTitle } from '../../shell/useTitle';
import { Pick } from '../people/acts/Pick';
import { Refused } from '../record/form/Refused';

/** Standards, limits and terms: what each is today, what it was and will be, and the paper behind it. */
export default function ParametersScreen() {
  useTitle('参数');
  const found = useQuery(parametersQuery);
  const me = useQuery(session).data;
  const [about, setAbout] = useState<string>();
  if (found.error) return <div className="page"><Trouble cause={found.error} retry={() => void found.refetch()} /></div>;
  if (!found.data || !me) return <Waiting what="参数" />;
  const administers = me.sign_in === 'local' || me.offices.includes('system');
  return (
    <div className="page">
      <div className="page-head">
        <h1>参数</h1>
        <p className="page-about">
          标准、限额和期限，都写明从哪天起、依据什么。改数只对那天以后起作用，以前的数字不变。{administers ? '' : '由系统管理员改。'}
        </p>
      </div>
      {found.data.length ? (
        <ul className="sheet parameter-list" data-part="parameters">
          {found.data.map((one) => (
            <li key={one.id} data-parameter={one.id}>
              <div className="parameter-line">
                <b>{one.name}</b>
                <span className="parameter-value">{one.today === null || one.today === undefined ? '今天没有值' : valueWords(one, one.today)}</span>
                <span className="hint">{one.is_local ? '本地定' : '国家规定'}</span>
                {administers ? (
                  <button type="button" className="button button-quiet" aria-expanded={about === one.id} aria-label={`改${one.name}`} data-act="parameter" onClick={() => setAbout(about === one.id ? undefined : one.id)}>
                    改……
                  </button>
                ) : null}
              </div>
              {about === one.id ? <ParameterForm parameter={one} today={me.today} close={() => setAbout(undefined)} /> : null}
              <ol className="parameter-values">
                {one.values.map((value) => (
                  <li key={value.begins}>
                    <span>
                      {value.begins} 起{value.ends ? `，到 ${value.ends} 止` : ''}
                    </span>
                    <span>{valueWords(one, value.value)}</span>
                    <span className="hint">{value.basis || '没有写依据'}</span>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ul>
      ) : (
        <Empty title="没有参数">口径包里没有写标准、限额和期限。</Empty>
      )}
    </div>
  );
}

/** A value with its unit, or the word for it. */
function valueWords({ choices, in: unit }: Parameter, value: string): string {
  return choices[Number(value)] ?? `${value} ${unit}`;
}

function ParameterForm({ parameter, today, close }: { parameter: Parameter; today: string; close: () => void }) {
  const [value, setValue] = useState(parameter.today ?? '');
  const [begins, setBegins] = useState(today);
  const [basis, setBasis] = useState('');
  const saved = useSaved();
  const { form, busy, problem, wrongOf, send } = useDeed(
    (request) => write<Receipt>('POST', '/parameters', { request, parameter: parameter.id, value, begins, basis }),
    async (receipt) => {
      close();
      await saved(`${parameter.name}改好了。`, receipt);
    },
  );
  return (
    <form ref={form} className="unit-form" onSubmit={send} noValidate aria-label={`改${parameter.name}`} data-part="parameter-form">
      <Refused problem={problem} />
      {parameter.choices.length ? (
        <Pick id="parameter-value" label="改成" choices={parameter.choices.map((name, at) => ({ value: String(at), name }))} value={value} onChange={setValue} none="请选" wrong={wrongOf('value')} />
      ) : (
        <InputRow id="parameter-value" label={`改成（${parameter.in}）`} value={value} onChange={setValue} wrong={wrongOf('value')} />
      )}
      <InputRow id="parameter-begins" label="从哪天起" type="date" value={begins} onChange={setBegins} wrong={wrongOf('begins')} />
      <InputRow id="parameter-basis" label="依据" value={basis} onChange={setBasis} maxLength={200} help="定下这个数的文件，比如“县政〔2023〕12号”。" wrong={wrongOf('basis')} />
      <div className="form-acts">
        <button type="submit" className="button button-first" disabled={busy}>
          保存
        </button>
        <button type="button" className="button" onClick={close}>
          不改
        </button>
      </div>
    </form>
  );
}
