import { useState } from 'react';
import { WithdrawMany } from './WithdrawMany';
import { NONE, type Selection } from './selection';

interface Props {
  selection: Selection;
  select: (selection: Selection) => void;
}

/** What may be done with the chosen records, all at once. */
export function SelectionBar({ selection, select }: Props) {
  const [withdrawing, setWithdrawing] = useState(false);
  if (!selection.size && !withdrawing) return null;
  return (
    <section className="selection" aria-label="选中的记录" data-part="selection">
      {withdrawing ? (
        <WithdrawMany selection={selection} select={select} done={() => setWithdrawing(false)} />
      ) : (
        <p className="selection-acts">
          <b role="status">已选 {selection.size} 条</b>
          <button type="button" className="button" data-act="withdraw-many" onClick={() => setWithdrawing(true)}>
            撤回……
          </button>
          <button type="button" className="button button-quiet" onClick={() => select(NONE)}>
            取消选择
          </button>
        </p>
      )}
    </section>
  );
}
