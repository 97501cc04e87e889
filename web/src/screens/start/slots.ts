import type { Choice, Learned, Piece } from '../../api/start';

export type Slot = Extract<Piece, { kind: 'slot' }>;

/** What was decided for each slot, by its number: the mark that takes its place, or `LEFT`. Nothing is decided for the rest. */
export type Decisions = Record<number, string>;

/** The slot stays as it stands in the text. */
export const LEFT = '';

/** The slots in the order of reading. */
export function slots(learned: Learned): Slot[] {
  return learned.pieces.filter((piece): piece is Slot => piece.kind === 'slot');
}

/** The choice that was taken for a slot. */
export function taken(slot: Slot, decision: string | undefined): Choice | undefined {
  return decision ? slot.choices.find(({ mark }) => mark === decision) : undefined;
}

/** The best choice that says something; one whose figure is missing can still be taken, but is not put forward. */
export function best(slot: Slot): Choice | undefined {
  return slot.choices.find(({ figure }) => figure.value !== null);
}

/** Whether a slot can be answered and is not yet decided. */
export function isOpen(slot: Slot, decision: string | undefined): boolean {
  return decision === undefined && best(slot) !== undefined;
}

/** The next open slot after one, from the beginning again where there is none; `undefined` when all is decided. */
export function nextOpen(learned: Learned, decisions: Decisions, after: number): number | undefined {
  const open = slots(learned).flatMap((slot, i) => (isOpen(slot, decisions[i]) ? [i] : []));
  return open.find((i) => i > after) ?? open[0];
}

/** Everything still open takes its first choice. */
export function takeAll(learned: Learned, decisions: Decisions): Decisions {
  const firsts = slots(learned).flatMap((slot, i) => {
    const first = best(slot);
    return first && isOpen(slot, decisions[i]) ? [[i, first.mark] as const] : [];
  });
  return { ...decisions, ...Object.fromEntries(firsts) };
}

/** The text as a template: marks where figures were taken, everything else as it was written. */
export function compose(learned: Learned, decisions: Decisions): string {
  let number = -1;
  return learned.pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      number += 1;
      return taken(piece, decisions[number])?.mark ?? piece.text;
    })
    .join('');
}

/** How far one is. `without` have nothing that answers them. */
export function tally(learned: Learned, decisions: Decisions): { taken: number; open: number; without: number; left: number } {
  const count = { taken: 0, open: 0, without: 0, left: 0 };
  slots(learned).forEach((slot, i) => {
    if (taken(slot, decisions[i])) count.taken += 1;
    else if (isOpen(slot, decisions[i])) count.open += 1;
    else if (decisions[i] === LEFT) count.left += 1;
    else count.without += 1;
  });
  return count;
}

/**
 * Decisions for a text that was edited: slots that read the same behind the same character, in the same order, are the
 * same slots, and keep what was decided if they still have the choice.
 */
export function carry(before: Learned | undefined, decisions: Decisions, after: Learned): Decisions {
  const now = slots(after);
  // After a reload the text is as it was: the slots have their numbers still.
  const same = before ? aligned(places(before), places(after)) : now.map((_, i) => [i, i] as const);
  return Object.fromEntries(same.flatMap(([was, is]) => held(is, now[is], decisions[was])));
}

/** The longest run of pairs that read the same in both, in order. */
function aligned(a: string[], b: string[]): (readonly [number, number])[] {
  const rest = a.map(() => b.map(() => 0));
  const length = (i: number, j: number) => rest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      (rest[i] as number[])[j] = a[i] === b[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** A decision, if it can still be meant of a slot. */
function held(number: number, slot: Slot | undefined, decision: string | undefined): [number, string][] {
  if (!slot) return [];
  const means = decision === LEFT ? slot.choices.length > 0 : taken(slot, decision) !== undefined;
  return means && decision !== undefined ? [[number, decision]] : [];
}

/** What tells slots apart: their own text and the character before them. */
function places(learned: Learned): string[] {
  let before = '';
  return learned.pieces.flatMap((piece) => {
    const place = `${before.slice(-1)}|${piece.text}`;
    before = piece.text;
    return piece.kind === 'slot' ? [place] : [];
  });
}
