import { useId, useRef, useState, type FormEvent } from 'react';
import { at, write } from '../../../api/client';
import { requestId } from '../../../api/request_id';
import type { LedgerRecord, Receipt } from '../../../api/types';
import { useSaved } from '../../../shell/useUndo';
import { keyOf, type Selection } from './selection';
import { withdrawEach, type Withdrawn } from './withdraw_each';

interface Props {
  selection: Selection;
  select: (selection: Selection) => void;
  done: () => void;
}

/** How it ended: beside what was done and refused, how many were not tried, and how many are still chosen. */
type End = Withdrawn & { left: number; chosen: number };

const USUAL = ['重复登记', '登记错了对象', '事情没有发生'];

/** Withdraws what is chosen, for one reason, and says what was done and what was refused; the refused stay chosen. */
export function WithdrawMany({ selection, select, done }: Props) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [going, setGoing] = useState<{ of: number; so_far: Withdrawn }>();
  const [ended, setEnded] = useState<End>();
  const stop = useRef(false);
  // The key of each record's Change, so that trying again after a broken way is a retry and not a second Change.
  const requests = useRef(new Map<string, string>());
  const saved = useSaved();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!reason.trim()) return;
    stop.current = false;
    const records = [...selection.values()];
    const withdraw = (record: LedgerRecord) => {
      const request = requests.current.get(keyOf(record)) ?? requestId();
      requests.current.set(keyOf(record), request);
      const path = at`/ledgers/${record.ledger}/records/${record.book}/${record.record}/withdraw`;
      return write<Receipt>('POST', path, { request, expects: record.from_seq, reason: reason.trim() });
    };
    setGoing({ of: records.length, so_far: { done: [], refused: [] } });
    const all = await withdrawEach(records, withdraw, (so_far) => setGoing({ of: records.length, so_far }), () => stop.current);
    setGoing(undefined);
    // What somebody else withdrew before is not there to be chosen either.
    const gone = all.refused.filter(({ problem }) => problem.status === 404);
    const away = new Set([...all.done, ...gone].map(({ record }) => keyOf(record)));
    const left = new Map([...selection].filter(([key]) => !away.has(key)));
    select(left);
    const untried = records.length - all.done.length - all.refused.length;
    if (all.refused.length || untried) setEnded({ ...all, left: untried, chosen: left.size });
    else done();
    if (all.done.length) await saved(`已撤回 ${all.done.length} 条。`, ...all.done.map(({ receipt }) => receipt));
  };

  if (going) return <Going of={going.of} so_far={going.so_far} stop={() => (stop.current = true)} />;
  if (ended) return <Ended ended={ended} done={done} />;
  return <Ask count={selection.size} reason={reason} setReason={setReason} wrong={tried && !reason.trim()} send={(event) => void send(event)} done={done} />;
}

interface AskProps {
  count: number;
  reason: string;
  setReason: (reason: string) => void;
  wrong: boolean;
  send: (event: FormEvent) => void;
  done: () => void;
}

function Ask({ count, reason, setReason, wrong, send, done }: AskProps) {
  const id = useId();
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

function Going({ of, so_far, stop }: { of: number; so_far: Withdrawn; stop: () => void }) {
  const tried = so_far.done.length + so_far.refused.length;
  return (
    <p className="selection-acts" role="status">
      <progress max={of} value={tried} aria-label="撤回的进度" />
      正在撤回，{tried} / {of} 条
      <button type="button" className="button" onClick={stop}>
        停下
      </button>
    </p>
  );
}

function Ended({ ended, done }: { ended: End; done: () => void }) {
  return (
    <div className="undo-form" role="alert" data-part="withdrawn">
      <p>
        <b>
          撤回了 {ended.done.length} 条
          {ended.refused.length ? `，没有撤回 ${ended.refused.length} 条` : ''}
          {ended.left ? `，还有 ${ended.left} 条没有试` : ''}。
        </b>
        {ended.chosen ? '没有撤回的仍然选着，改好后可以再撤。' : ''}
      </p>
      <ul className="findings">
        {ended.refused.map(({ record, problem }) => (
          <li key={keyOf(record)} data-code={problem.code}>
            {record.title || '（无标题）'}：{problem.message}
            <span className="hint">{problem.hint}</span>
          </li>
        ))}
      </ul>
      <p className="undo-acts">
        <button type="button" className="button" onClick={done}>
          知道了
        </button>
      </p>
    </div>
  );
}
