import { useState, type FormEvent } from 'react';
import { Problem, at, write } from '../../api/client';
import { useRefresh, type FormAsk } from '../../api/queries';
import { requestId } from '../../api/request_id';
import type { FilledForm, ReportVersion } from '../../api/types';
import { useToast } from '../../shell/Toasts';
import { Trouble, asProblem } from '../../shell/Trouble';
import { openOf } from './open';

interface Props {
  ask: FormAsk;
  filled: FilledForm;
  next: number;
  close: () => void;
  sent: (number: number) => void;
}

/** Sends the form up as it was looked at. Where figures are missing, foretold or small, it is said why it goes up like this. */
export function SendForm({ ask: { form, unit, period }, filled, next, close, sent }: Props) {
  const [by, setBy] = useState('');
  const [why, setWhy] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [request, setRequest] = useState(requestId);
  const say = useToast();
  const refresh = useRefresh();
  const open = openOf(filled);
  const nameless = tried && !by.trim();
  const silent = tried && open !== '' && !why.trim();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!by.trim() || (open && !why.trim())) return;
    setBusy(true);
    setProblem(undefined);
    const said = { by: by.trim(), note: note.trim() || undefined, why: open ? why.trim() : undefined };
    try {
      const version = await write<ReportVersion>('POST', at`/forms/${form}/versions`, { request, unit, period, as_of: filled.as_of, ...said });
      say(`已报出第 ${version.number} 版，整张表原样存下，不会再变。`);
      await refresh();
      sent(version.number);
    } catch (cause) {
      const refused = asProblem(cause);
      setProblem(refused);
      // Only what may have arrived is asked again under the same key.
      setRequest((now) => (refused.status === 0 ? now : requestId()));
      setBusy(false);
    }
  };
  return (
    <form className="issue-form sheet" onSubmit={(event) => void send(event)} aria-label={`报出第${next}版`}>
      <label>
        经办人
        <input className="plain-input" name="by" value={by} maxLength={40} autoComplete="name" autoFocus aria-invalid={nameless} onChange={(event) => setBy(event.target.value)} />
      </label>
      {nameless ? <p className="form-wrong">请写经办人的姓名，报出的版本上要写明。</p> : null}
      {open ? (
        <label>
          {open}，为什么照这样报
          <input className="plain-input" name="why" value={why} maxLength={200} aria-invalid={silent} onChange={(event) => setWhy(event.target.value)} />
        </label>
      ) : null}
      {silent ? <p className="form-wrong">请写明原因，或补齐以后再报。</p> : null}
      <label>
        说明（可不写）
        <input className="plain-input" name="note" value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </label>
      {problem ? <Trouble cause={problem} /> : null}
      <p className="point-acts">
        <button type="submit" className="button button-first" disabled={busy} data-act="send-up">
          {busy ? '正在报出……' : `报出第${next}版`}
        </button>
        <button type="button" className="button button-quiet" onClick={close}>
          先不报
        </button>
      </p>
      <p className="hint">报出后整张表原样存下，不再变动；以后改了数，可以再报出新的一版。</p>
    </form>
  );
}
