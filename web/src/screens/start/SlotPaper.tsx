import { Fragment } from 'react';
import type { Learned } from '../../api/start';
import { FigureLink } from '../../figures/FigureLink';
import { LEFT, best, isOpen, taken, type Decisions, type Slot } from './slots';

interface Props {
  learned: Learned;
  decisions: Decisions;
  decide: (slot: number, mark: string) => void;
}

/** The text as it will read. What can be answered glows; a press takes the first answer, the small mark offers the others. */
export function SlotPaper({ learned, decisions, decide }: Props) {
  let number = -1;
  return (
    <div className="slot-paper" data-part="slots">
      {learned.pieces.map((piece, i) => {
        if (piece.kind === 'text') return <Fragment key={i}>{piece.text}</Fragment>;
        number += 1;
        return <SlotMark key={i} slot={piece} number={number} decision={decisions[number]} decide={decide} />;
      })}
    </div>
  );
}

interface MarkProps {
  slot: Slot;
  number: number;
  decision: string | undefined;
  decide: (slot: number, mark: string) => void;
}

function SlotMark({ slot, number, decision, decide }: MarkProps) {
  const first = best(slot);
  const choice = taken(slot, decision);
  const more = slot.choices.length ? <Others slot={slot} number={number} decision={decision} decide={decide} /> : null;
  if (choice) {
    return (
      <span className="slot slot-taken" data-slot={number}>
        <FigureLink figure={choice.figure} text={choice.shown} />
        {more}
      </span>
    );
  }
  if (!first) {
    return (
      <span className="slot" data-slot={number}>
        <span className="slot-without" title={slot.choices[0]?.why ?? WITHOUT}>
          {slot.text}
        </span>
        {more}
      </span>
    );
  }
  const open = isOpen(slot, decision);
  return (
    <span className={open ? 'slot slot-open' : 'slot slot-left'} data-slot={number}>
      <button
        type="button"
        className="slot-take"
        title={`${first.name}：${first.why}`}
        aria-label={`第 ${number + 1} 处“${slot.text}”，采用 ${first.name} ${first.shown}`}
        onClick={() => decide(number, first.mark)}
      >
        {open ? (
          <>
            <del>{slot.text}</del>
            {first.shown}
          </>
        ) : (
          slot.text
        )}
      </button>
      {more}
    </span>
  );
}

/** Said of what nothing answers. */
export const WITHOUT = '台账里还没有这个数。先登记，或在原文里直接写上。';

/** The other answers, and none: a menu of the device itself, so that it works under any thumb. */
export function Others({ slot, number, decision, decide, named = false }: MarkProps & { named?: boolean }) {
  return (
    <span className={named ? 'slot-select' : 'slot-more'}>
      {named ? null : <i aria-hidden="true">▾</i>}
      <select
        aria-label={`第 ${number + 1} 处“${slot.text}”换一个数`}
        value={decision ?? 'open'}
        onChange={(event) => decide(number, event.target.value)}
      >
        {decision === undefined ? (
          <option value="open" disabled>
            还没有选
          </option>
        ) : null}
        {slot.choices.map(({ mark, name, shown }) => (
          <option key={mark} value={mark}>
            {shown || '缺数'} · {name}
          </option>
        ))}
        <option value={LEFT}>都不是，保持“{slot.text}”</option>
      </select>
    </span>
  );
}
