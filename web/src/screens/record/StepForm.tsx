import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import '../../styles/forms.css';
import { Problem, at, write } from '../../api/client';
import { session } from '../../api/queries';
import { requestId } from '../../api/request_id';
import type { LedgerRecord, Receipt, Step } from '../../api/types';
import { asProblem } from '../../shell/Trouble';
import { Workroom } from '../../shell/Workroom';
import { useSaved } from '../../shell/useUndo';
import { Refused } from './form/Refused';
import { useTold } from './form/useTold';

/** Takes a step of a case: the day it happened, which may be before today, and a word on it. */
export default function StepForm({ record, step, done }: { record: LedgerRecord; step: Step; done: () => void }) {
  const today = useQuery(session).data?.today ?? '';
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [tried, setTried] = useState(false);
  const [request] = useState(requestId);
  const told = useTold(record, tried, problem);
  const saved = useSaved();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (told.nameless) return;
    setSending(true);
    try {
      const path = at`/ledgers/${record.ledger}/records/${record.book}/${record.record}/steps/${step.id}`;
      const body = { request, expects: record.from_seq, on, ...(note.trim() ? { note: note.trim() } : {}), ...told.sent };
      const receipt = await write<Receipt>('POST', path, body);
      done();
      await saved(`已记“${step.name}”。`, receipt);
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setSending(false);
    }
  };
  return (
    <Workroom>
      <form className="form" onSubmit={(event) => void send(event)} aria-label={step.name} style={{ marginTop: 18 }}>
        <Refused problem={problem} />
        <div className="form-row">
          <label htmlFor="step-on">哪天{step.name}</label>
          <Input id="step-on" type="date" required style={{ maxWidth: 200 }} value={on} onChange={(event) => setOn(event.target.value)} />
        </div>
        <div className="form-row">
          <label htmlFor="step-note">说明</label>
          <Input.TextArea id="step-note" autoSize={{ minRows: 2 }} value={note} onChange={(event) => setNote(event.target.value)} />
        </div>
        {told.row}
        <div className="form-acts">
          <Button type="primary" htmlType="submit" loading={sending} disabled={!on}>
            {step.name}
          </Button>
          <Button onClick={done}>取消</Button>
        </div>
      </form>
    </Workroom>
  );
}
