import { expect, test } from 'vitest';
import type { Ledger, LedgerRecord } from '../../../api/types';
import { keyOf, type Selection } from './selection';
import { ready, stepsOf } from './steps_of';

const ledger = { steps: ['assign', 'hand_in', 'close'].map((id) => ({ id })) } as unknown as Ledger;
const chosen = (...next: string[][]): Selection =>
  new Map(next.map((next_steps, i) => ({ book: 'b', record: `r${i}`, next_steps }) as unknown as LedgerRecord).map((record) => [keyOf(record), record]));

/** Which steps are offered, each with how many can take it. */
function check(selection: Selection, expect_: string) {
  expect(stepsOf(ledger, selection).map(({ id }) => `${id} ${ready(selection, id).length}`).join(', ')).toBe(expect_);
}

test('nothing chosen, nothing offered', () => check(chosen(), ''));
test('in the order of the ledger, each with those that can take it', () => check(chosen(['close'], ['assign', 'close'], []), 'assign 1, close 2'));
