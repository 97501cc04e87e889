import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../api/client';
import { learn, type LearnAsk, type Learned } from '../../api/start';
import { asProblem } from '../../shell/Trouble';

/** So long after the last key a text is looked at. */
const REST_MS = 600;

interface Answer {
  text: string;
  learned: Learned;
}

/** What was found in a text, asked again when it has been left alone for a moment; older answers do not overtake newer. */
export function useLearned({ text, unit, period, ledger }: LearnAsk) {
  const [answer, setAnswer] = useState<Answer>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [again, setAgain] = useState(0);
  const last = useRef(0);
  useEffect(() => {
    last.current += 1;
    const number = last.current;
    setProblem(undefined);
    if (!text.trim() || !unit || !period) {
      setAnswer(undefined);
      setBusy(false);
      return undefined;
    }
    setBusy(true);
    const timer = setTimeout(() => {
      learn({ text, unit, period, ledger })
        .then((learned) => number === last.current && setAnswer({ text, learned }))
        .catch((cause: unknown) => number === last.current && setProblem(asProblem(cause)))
        .finally(() => number === last.current && setBusy(false));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [text, unit, period, ledger, again]);
  return { answer, problem, busy, retry: () => setAgain((count) => count + 1) };
}
