import { useState } from 'react';
import type { Ledger, Step } from '../../../api/types';
import { ExportChosen } from './ExportChosen';
import { NONE, type Selection } from './selection';
import type { Column } from './shown_columns';
import { StepMany } from './StepMany';
import { stepsOf } from './steps_of';
import { sumsOf } from './totals';
import { WithdrawMany } from './WithdrawMany';

interface Props {
  ledger: Ledger;
  columns: Column[];
  selection: Selection;
  select: (selection: Selection) => void;
}

type Doing = { kind: 'withdrawing' } | { kind: 'stepping'; step: Step };

/** What the chosen records add up to, and what may be done with them, all at once. */
export function SelectionBar({ ledger, columns, selection, select }: Props) {
  const [doing, setDoing] = useState<Doing>();
  if (!selection.size && !doing) return null;
  const parts = { selection, select, done: () => setDoing(undefined) };
  return (
    <section className="selection" aria-label="选中的记录" data-part="selection">
      {doing?.kind === 'withdrawing' ? <WithdrawMany {...parts} /> : null}
      {doing?.kind === 'stepping' ? <StepMany {...parts} step={doing.step} /> : null}
      {doing ? null : (
        <div className="selection-acts">
          <b role="status">已选 {selection.size} 条</b>
          <Sums columns={columns} selection={selection} />
          {ledger.writes
            ? stepsOf(ledger, selection).map((step) => (
                <button key={step.id} type="button" className="button" data-act="step-many" onClick={() => setDoing({ kind: 'stepping', step })}>
                  {step.name}……
                </button>
              ))
            : null}
          <ExportChosen ledger={ledger} columns={columns} selection={selection} />
          {ledger.writes ? (
            <button type="button" className="button" data-act="withdraw-many" onClick={() => setDoing({ kind: 'withdrawing' })}>
              撤回……
            </button>
          ) : null}
          <button type="button" className="button button-quiet" onClick={() => select(NONE)}>
            取消选择
          </button>
        </div>
      )}
    </section>
  );
}

function Sums({ columns, selection }: { columns: Column[]; selection: Selection }) {
  const sums = sumsOf(columns, [...selection.values()]);
  const said = columns.map(({ name }, i) => (sums[i] ? `${name} ${sums[i]}` : '')).filter(Boolean);
  return said.length ? <span className="selection-sums">{said.join(' · ')}</span> : null;
}
