import type { Learned } from '../../api/start';
import { GradeMark } from '../../figures/GradeMark';
import { Others, WITHOUT } from './SlotPaper';
import { best, isOpen, slots, taken, type Decisions, type Slot } from './slots';

interface Props {
  learned: Learned;
  decisions: Decisions;
  decide: (slot: number, mark: string) => void;
}

/** Every place of the text with its answer and why, one a line. */
export function SlotList({ learned, decisions, decide }: Props) {
  const all = slots(learned);
  if (!all.length) return null;
  return (
    <>
      <h2 className="group-title">
        逐处核对<small>凭什么填这个数</small>
      </h2>
      <ol className="sheet slot-list">
        {all.map((slot, i) => (
          <li key={i}>
            <i>{i + 1}</i>
            <b className={best(slot) ? undefined : 'slot-without'}>{slot.text}</b>
            {slot.choices.length ? <Others named slot={slot} number={i} decision={decisions[i]} decide={decide} /> : null}
            <Why slot={slot} decision={decisions[i]} />
            {isOpen(slot, decisions[i]) ? <Take slot={slot} take={(mark) => decide(i, mark)} /> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function Take({ slot, take }: { slot: Slot; take: (mark: string) => void }) {
  const first = best(slot);
  if (!first) return null;
  return (
    <button type="button" className="button" onClick={() => take(first.mark)}>
      采用 {first.shown}
    </button>
  );
}

function Why({ slot, decision }: { slot: Slot; decision: string | undefined }) {
  const choice = taken(slot, decision) ?? best(slot) ?? slot.choices[0];
  if (!choice) return <span className="hint">{WITHOUT}</span>;
  return (
    <span className="hint">
      <GradeMark grade={choice.figure.grade} /> {choice.name}：{choice.why}
    </span>
  );
}
