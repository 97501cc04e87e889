import { at, write } from '../api/client';
import { useRefresh } from '../api/queries';
import { requestId } from '../api/request_id';
import type { Receipt } from '../api/types';
import { useToast } from './Toasts';
import { asProblem } from './Trouble';

/** What names a Change. */
export type Written = Pick<Receipt, 'book' | 'seq'>;

/**
 * Takes Changes back by others, the latest first, and says how it went. What one act wrote into several books is taken
 * back book by book: where one of them can not be, the others are, and both is said.
 */
export function useUndo(): (reason: string, ...changes: Written[]) => Promise<void> {
  const say = useToast();
  const refresh = useRefresh();
  return async (reason, ...changes) => {
    const done: Receipt[] = [];
    const refused: string[] = [];
    for (const { book, seq } of [...changes].reverse()) {
      try {
        const body = { request: requestId(), reason };
        done.push(await write<Receipt>('POST', at`/books/${book}/changes/${seq}/undo`, body));
      } catch (cause) {
        const problem = asProblem(cause);
        refused.push(`第 ${seq} 次变更没有撤销：${problem.message}${problem.hint}`);
      }
    }
    if (done.length) await refresh();
    const taken = done.length ? `已撤销${changes.length === 1 ? `第 ${changes[0]?.seq} 次变更` : ` ${done.length} 次变更`}。` : '';
    say([taken, ...refused].join(''));
  };
}

/** After a Change: everything in view is asked again, and the way back is offered. */
export function useSaved(): (words: string, ...receipts: Receipt[]) => Promise<void> {
  const say = useToast();
  const refresh = useRefresh();
  const undo = useUndo();
  return async (words, ...receipts) => {
    say(words, { name: receipts.length > 1 ? '全部撤销' : '撤销', run: () => void undo('写下后随即撤销', ...receipts) });
    await refresh();
  };
}
