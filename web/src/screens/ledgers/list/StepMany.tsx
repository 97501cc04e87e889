import { useQuery } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { at, write } from '../../../api/client';
import { session } from '../../../api/queries';
import type { Receipt, Step } from '../../../api/types';
import { ManyEnded, ManyGoing } from './ManyDone';
import type { Selection } from './selection';
import { ready } from './steps_of';
import { useMany } from './useMany';

interface Props {
  step: Step;
  selection: Selection;
  select: (selection: Selection) => void;
  done: () => void;
}

/** Takes one step with everything that is chosen and stands where it begins: one day, one word, a Change each. */
export function StepMany({ step, selection, select, done }: Props) {
  const id = useId();
  const today = useQuery(session).data?.today ?? '';
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const { going, ended, run, stop } = useMany({ selection, select, done, words: (count) => `${count} 条已记“${step.name}”。` });
  const records = ready(selection, step.id);
  const others = selection.size - records.length;

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!on) return;
    void run(records, (record, request) => {
      const path = at`/ledgers/${record.ledger}/records/${record.book}/${record.record}/steps/${step.id}`;
      return write<Receipt>('POST', path, { request, expects: record.from_seq, on, ...(note.trim() ? { note: note.trim() } : {}) });
    });
  };

  if (going) return <ManyGoing what={`记“${step.name}”`} {...going} stop={stop} />;
  if (ended) return <ManyEnded what={`记“${step.name}”`} ended={ended} done={done} />;
  return (
    <form className="undo-form" onSubmit={send} aria-label={`给选中的记录记“${step.name}”`}>
      <p>
        给选中的 <b>{records.length} 条</b>记“{step.name}”。
        {others ? `另外 ${others} 条不在这一步，不动它们。` : ''}记错了，可以撤销。
      </p>
      <label htmlFor={`${id}-on`}>哪天{step.name}</label>
      <input id={`${id}-on`} className="plain-input" type="date" required value={on} onChange={(event) => setOn(event.target.value)} />
      <label htmlFor={`${id}-note`}>说明（可以不填）</label>
      <input id={`${id}-note`} className="plain-input" name="note" value={note} maxLength={200} autoFocus onChange={(event) => setNote(event.target.value)} />
      <p className="undo-acts">
        <button type="submit" className="button button-first" data-act="step-all" disabled={!on}>
          给这 {records.length} 条记上
        </button>
        <button type="button" className="button" onClick={done}>
          取消
        </button>
      </p>
    </form>
  );
}
