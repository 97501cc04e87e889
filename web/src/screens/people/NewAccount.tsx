import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { makeAccount } from '../../api/accounts';
import { useRefresh } from '../../api/queries';
import { InputRow } from '../../shell/InputRow';
import { useDeed } from '../../shell/useDeed';
import { Refused } from '../record/form/Refused';

/** Makes an account, and says what is still missing: one officer alone makes nobody who may do something. */
export function NewAccount({ close }: { close: () => void }) {
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [made, setMade] = useState<{ id: string; name: string }>();
  const refresh = useRefresh();
  const { form, busy, problem, wrongOf, send } = useDeed(
    (request) => makeAccount({ request, login: login.trim(), name: name.trim() }),
    async ({ id }) => {
      setMade({ id, name: name.trim() });
      setLogin('');
      setName('');
      await refresh();
    },
  );
  // One that is taken is told in a sentence, not at a field; it is still this field.
  const taken = problem?.code === 'account.login_taken' ? [{ message: problem.message, hint: '' }] : [];
  useEffect(() => form.current?.querySelector('input')?.focus(), [form]);
  return (
    <section className="sheet people-part" aria-label="开账号">
      <h2>开账号</h2>
      {made ? <Made {...made} /> : null}
      <Refused problem={problem} />
      <form ref={form} className="start-form" onSubmit={send} noValidate>
        <div className="start-pair">
          <InputRow id="login" label="登录名" value={login} onChange={setLogin} help="小写字母开头，可以有数字、点和横线，如 zhang.san" wrong={[...wrongOf('login'), ...taken]} maxLength={40} />
          <InputRow id="name" label="姓名" value={name} onChange={setName} help="真实姓名，写进变更记录" wrong={wrongOf('name')} maxLength={40} />
        </div>
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy || !login.trim() || !name.trim()}>
            开账号
          </button>
          <button type="button" className="button button-quiet" onClick={close}>
            收起
          </button>
        </div>
      </form>
    </section>
  );
}

function Made({ id, name }: { id: string; name: string }) {
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), [id]);
  return (
    <p ref={said} tabIndex={-1} className="people-done" role="status" data-part="made">
      <Link to={`/people/${id}`}>{name}</Link>
      的账号开好了，还不能用：请安全管理员给岗位和首次口令。
    </p>
  );
}
