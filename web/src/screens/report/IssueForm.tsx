import { useRef, useState, type FormEvent } from 'react';
import { Problem, at, write } from '../../api/client';
import { useRefresh } from '../../api/queries';
import { requestId } from '../../api/request_id';
import type { Point, Readiness, ReportVersion } from '../../api/types';
import { useToast } from '../../shell/Toasts';
import { Trouble, asProblem } from '../../shell/Trouble';
import { toSend, type Decisions } from './decisions';

interface Props {
  ask: { report: string; unit: string; period: string };
  ready: Readiness;
  decisions: Decisions;
  /** What is still to be decided. */
  open: Point[];
  issued: (number: number) => void;
}

/** Issues the draft as it was looked at. Whatever is open is where the press leads first. */
export function IssueForm({ ask, ready, decisions, open, issued }: Props) {
  const [by, setBy] = useState('');
  const name = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [request, setRequest] = useState(requestId);
  const say = useToast();
  const refresh = useRefresh();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (open[0]) {
      const first = document.querySelector<HTMLElement>(`.ready [data-point="${CSS.escape(open[0].key)}"][data-decided="false"]`);
      first?.closest('details')?.setAttribute('open', '');
      first?.scrollIntoView({ block: 'center' });
      first?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
      say(`还有 ${open.length} 处没有处理，先看第一处。`);
      return;
    }
    setTried(true);
    if (!by.trim()) {
      name.current?.focus();
      return;
    }
    setSending(true);
    setProblem(undefined);
    try {
      const { report, ...of } = ask;
      const said = { by: by.trim(), ...(note.trim() ? { note: note.trim() } : {}) };
      const body = { request, ...of, as_of: ready.as_of, ...said, decisions: toSend(ready.points, decisions) };
      const version = await write<ReportVersion>('POST', at`/reports/${report}/versions`, body);
      say(`已印发第 ${version.number} 版，全文和依据都已存下，不会再变。`);
      await refresh();
      issued(version.number);
    } catch (cause) {
      const refused = asProblem(cause);
      setProblem(refused);
      // Only what may have arrived is asked again under the same key.
      setRequest((now) => (refused.status === 0 ? now : requestId()));
    } finally {
      setSending(false);
    }
  };
  const nameless = tried && !by.trim();
  return (
    <form className="issue-form" onSubmit={(event) => void send(event)} aria-label={`印发第${ready.next}版`}>
      <label>
        经办人
        <input ref={name} className="plain-input" name="by" value={by} maxLength={40} autoComplete="name" aria-invalid={nameless} onChange={(event) => setBy(event.target.value)} />
      </label>
      {nameless ? <p className="form-wrong">请写经办人的姓名，印发的版本上要写明。</p> : null}
      <label>
        说明（可不写）
        <input className="plain-input" name="note" value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
      </label>
      {problem ? <Trouble cause={problem} /> : null}
      <button type="submit" className={open.length ? 'button' : 'button button-first'} disabled={sending} data-act="issue">
        {sending ? '正在印发……' : `印发第${ready.next}版`}
      </button>
      {open.length ? <p className="hint">还有 {open.length} 处要处理。</p> : <p className="hint">印发后全文存下不再变动；以后改了数，可以再印发新的一版。</p>}
    </form>
  );
}
