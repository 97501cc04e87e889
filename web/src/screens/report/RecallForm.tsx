import { useState, type FormEvent } from 'react';
import { Problem, write } from '../../api/client';
import { useRefresh } from '../../api/queries';
import { requestId } from '../../api/request_id';
import type { ReportVersion } from '../../api/types';
import { useToast } from '../../shell/Toasts';
import { Trouble, asProblem } from '../../shell/Trouble';

interface Props {
  /** Where the versions of a report or a form lie. */
  versions: string;
  of: { unit: string; period: string };
  number: number;
  done: () => void;
}

/** Withdraws a version. It stays in the list with the reason; its number is not given again. */
export function RecallForm({ versions, of: { unit, period }, number, done }: Props) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [request] = useState(requestId);
  const refresh = useRefresh();
  const say = useToast();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!reason.trim()) return;
    try {
      await write<ReportVersion>('POST', `${versions}/${number}/withdraw`, { request, unit, period, reason: reason.trim() });
      say(`已撤回第 ${number} 版；全文还在，编号不再用。`);
      done();
      await refresh();
    } catch (cause) {
      setProblem(asProblem(cause));
    }
  };
  return (
    <form className="issue-form" onSubmit={(event) => void send(event)} aria-label={`撤回第${number}版`}>
      <label>
        为什么撤回第{number}版
        <input className="plain-input" name="reason" value={reason} maxLength={200} autoFocus onChange={(event) => setReason(event.target.value)} aria-invalid={tried && !reason.trim()} />
      </label>
      {tried && !reason.trim() ? <p className="form-wrong">请写明原因，看到这一版的人要知道。</p> : null}
      {problem ? <Trouble cause={problem} /> : null}
      <p className="point-acts">
        <button type="submit" className="button">
          撤回
        </button>
        <button type="button" className="button button-quiet" onClick={done}>
          不撤了
        </button>
      </p>
    </form>
  );
}
