import { useId, useState, type FormEvent } from 'react';
import { at, write } from '../../../api/client';
import type { Receipt } from '../../../api/types';
import { ManyEnded, ManyGoing } from './ManyDone';
import type { Selection } from './selection';
import { useMany } from './useMany';

interface Props {
  selection: Selection;
  select: (selection: Selection) => void;
  done: () => void;
}

const USUAL = ['重复登记', '登记错了对象', '事情没有发生'];

/** Withdraws what is chosen, for one reason, and says what was done and what was refused; the refused stay chosen. */
export function WithdrawMany({ selection, select, done }: Props) {
  const id = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { going, ended, run, stop } = useMany({ selection, select, done, words: (count) => `已撤回 ${count} 条。` });
  const wrong = tried && !reason.trim();
  const count = selection.size;

  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!reason.trim()) return;
    void run([...selection.values()], (record, request) => {
      const path = at`/ledgers/${record.ledger}/records/${record.book}/${record.record}/withdraw`;
      return write<Receipt>('POST', path, { request, expects: record.from_seq, reason: reason.trim() });
    });
  };

  if (going) return <ManyGoing what="撤回" {...going} stop={stop} />;
  if (ended) return <ManyEnded what="撤回" ended={ended} done={done} />;
  return (
    <form className="undo-form" onSubmit={send} aria-label="撤回选中的记录">
      <p>
        撤回选中的 <b>{count} 条</b>。撤回后不再出现在台账里，也不计入任何数字。撤错了，可以撤销这次撤回，记录就回来。
      </p>
      <label htmlFor={id}>为什么撤回</label>
      <input id={id} className="plain-input" name="reason" value={reason} maxLength={200} autoFocus aria-invalid={wrong} onChange={(event) => setReason(event.target.value)} />
      {wrong ? <p className="form-wrong" role="alert">请写明原因，以后查来历的人要看。</p> : null}
      <p>
        {USUAL.map((words) => (
          <button key={words} type="button" className="button button-quiet" onClick={() => setReason(words)}>
            {words}
          </button>
        ))}
      </p>
      <p className="undo-acts">
        <button type="submit" className="button button-first" data-act="withdraw-all">
          撤回这 {count} 条
        </button>
        <button type="button" className="button" onClick={done}>
          不撤了
        </button>
      </p>
    </form>
  );
}
