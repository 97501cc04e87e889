import { useId, useState, type FormEvent } from 'react';

interface Props {
  /** What is taken back, and what that means. */
  about: string;
  /** The word on the button. */
  act: string;
  run: (reason: string) => Promise<void>;
  done: () => void;
}

/** Takes back what others may rely on: not without a reason, which the list of changes keeps. */
export function UndoForm({ about, act, run, done }: Props) {
  const id = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const wrong = tried && !reason.trim();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!reason.trim()) return;
    setSending(true);
    await run(reason.trim());
    setSending(false);
    done();
  };
  return (
    <form className="undo-form" onSubmit={(event) => void send(event)} aria-label={act} data-part="undo">
      <p className="hint">{about}</p>
      <label htmlFor={id}>为什么撤销</label>
      {/* Opened by a press that asks for exactly this. */}
      <input
        id={id}
        className="plain-input"
        name="reason"
        value={reason}
        maxLength={200}
        autoFocus
        aria-invalid={wrong}
        onChange={(event) => setReason(event.target.value)}
      />
      {wrong ? <p className="form-wrong">请写明原因，以后查看的人要知道。</p> : null}
      <p className="undo-acts">
        <button type="submit" className="button" disabled={sending} data-act="undo">
          {sending ? '正在撤销……' : act}
        </button>
        <button type="button" className="button button-quiet" onClick={done}>
          不撤了
        </button>
      </p>
    </form>
  );
}
