import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { at, write, type Problem } from '../../api/client';
import { indicators } from '../../api/queries';
import type { Ledger } from '../../api/types';
import { Trouble, asProblem } from '../../shell/Trouble';
import { useToast } from '../../shell/Toasts';
import { goesAlong } from './goes_along';

/** Of a ledger of one's own with nothing in it, the door to take it back; the server says for whom it is there. */
export function TakeBack({ ledger }: { ledger: Ledger }) {
  const [asking, setAsking] = useState(false);
  if (!ledger.may_withdraw) return null;
  return (
    <div className="take-back" data-part="take-back">
      {asking ? (
        <TakeBackForm ledger={ledger} done={() => setAsking(false)} />
      ) : (
        <button type="button" className="button button-quiet" data-act="take-back" onClick={() => setAsking(true)}>
          建错了，删去这个空台账……
        </button>
      )}
    </div>
  );
}

function TakeBackForm({ ledger, done }: { ledger: Ledger; done: () => void }) {
  const known = useQuery(indicators);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const say = useToast();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setProblem(undefined);
    try {
      await write('POST', at`/ledgers/${ledger.id}/withdraw`, {});
      await navigate('/ledgers');
      say(`已删去空台账“${ledger.name}”。`);
      // The screen of what is gone may still stand while the next one comes; nothing of it is asked again.
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] !== ledger.id });
    } catch (cause) {
      setProblem(asProblem(cause));
      setSending(false);
    }
  };
  return (
    <form className="undo-form" onSubmit={(event) => void send(event)} aria-label="删去这个台账">
      <p className="hint">{goesAlong(ledger, known.data ?? [])}</p>
      {problem ? <Trouble cause={problem} /> : null}
      <p className="undo-acts">
        <button type="submit" className="button" disabled={sending || known.isPending} data-act="really">
          {sending ? '正在删去……' : `删去“${ledger.name}”`}
        </button>
        <button type="button" className="button button-quiet" onClick={done}>
          不删了
        </button>
      </p>
    </form>
  );
}
