import { useRef, useState, type FormEvent, type RefObject } from 'react';
import type { Problem } from '../api/client';
import { requestId } from '../api/request_id';
import type { Finding } from '../api/types';
import { asProblem } from './Trouble';

interface Deed {
  form: RefObject<HTMLFormElement | null>;
  busy: boolean;
  problem: Problem | undefined;
  /** What was found wrong with a field. */
  wrongOf: (field: string) => Finding[];
  send: (event: FormEvent) => void;
}

/**
 * Does what a form asks for, and says why not: at the fields that are wrong, with the focus at the first of them. The key it
 * hands on stays the same until it was done, so that sending it twice does it once.
 */
export function useDeed<T>(deed: (request: string) => Promise<T>, done: (result: T) => unknown): Deed {
  const form = useRef<HTMLFormElement>(null);
  const request = useRef(requestId());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const result = await deed(request.current);
      request.current = requestId();
      await done(result);
    } catch (cause) {
      setProblem(asProblem(cause));
      // Later than the focus that the head of the form takes.
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 50);
    } finally {
      setBusy(false);
    }
  };
  return {
    form,
    busy,
    problem,
    wrongOf: (field) => (problem?.findings ?? []).filter((finding) => finding.field === field),
    send: (event) => {
      event.preventDefault();
      void send();
    },
  };
}
