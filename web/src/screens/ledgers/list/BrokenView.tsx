import { useQuery, useQueryClient } from '@tanstack/react-query';
import { endView, views } from '../../../api/kept';
import type { Ledger } from '../../../api/types';
import { useToast } from '../../../shell/Toasts';
import { asProblem } from '../../../shell/Trouble';
import type { Asked } from './asked';
import { unusable } from './unusable';

interface Props {
  ledger: Ledger;
  /** What is asked now, as a view keeps it. */
  query: string;
  /** The server did not answer it. */
  refused: boolean;
  ask: (next: Partial<Asked>) => void;
}

/** What is asked and can no longer be: said, so that nobody takes a shorter question for the one that was kept. */
export function BrokenView({ ledger, query, refused, ask }: Props) {
  const client = useQueryClient();
  const say = useToast();
  const view = useQuery(views(ledger.id)).data?.find((known) => known.query === query);
  const { words, rest } = unusable(query, ledger);
  if (!words.length && !(refused && view)) return null;
  const drop = async () => {
    if (!view) return;
    try {
      await endView(ledger.id, view.id);
      say(`已删除“${view.name}”。`);
      await client.invalidateQueries({ queryKey: ['views', ledger.id] });
    } catch (cause) {
      const { message, hint } = asProblem(cause);
      say(`${message}${hint}`);
    }
  };
  return (
    <div className="view-broken" role="alert" data-part="view-broken">
      <p>
        {view ? `视图“${view.name}”` : '这个网址'}有用不上的地方{words.length ? `：${words.join('；')}。` : '，见下面的提示。'}
        {words.length ? '下面的列表没有用上这些条件。' : null}
      </p>
      <p className="condition-acts">
        {words.length ? (
          <button type="button" className="button" data-act="mend-view" onClick={() => ask(rest)}>
            去掉用不上的
          </button>
        ) : null}
        {view?.may_end ? (
          <button type="button" className="button" data-act="drop-view" onClick={() => void drop()}>
            删除这个视图
          </button>
        ) : null}
      </p>
    </div>
  );
}
