import { at, write } from '../api/client';
import { useRefresh } from '../api/queries';
import { requestId } from '../api/request_id';
import type { Receipt } from '../api/types';
import { useToast } from './Toasts';
import { asProblem } from './Trouble';

/** Takes a Change back by another Change, and says how it went. */
export function useUndo(): (book: string, seq: number) => Promise<void> {
  const say = useToast();
  const refresh = useRefresh();
  return async (book, seq) => {
    try {
      const body = { request: requestId(), reason: '撤销' };
      const receipt = await write<Receipt>('POST', at`/books/${book}/changes/${seq}/undo`, body);
      await refresh();
      say(`已撤销第 ${seq} 号变更（记为第 ${receipt.seq} 号）。`);
    } catch (cause) {
      const problem = asProblem(cause);
      say(`没有撤销：${problem.message}${problem.hint}`);
    }
  };
}

/** After a Change: everything in view is asked again, and the way back is offered. */
export function useSaved(): (words: string, receipt: Receipt) => Promise<void> {
  const say = useToast();
  const refresh = useRefresh();
  const undo = useUndo();
  return async (words, receipt) => {
    say(words, { name: '撤销', run: () => void undo(receipt.book, receipt.seq) });
    await refresh();
  };
}
