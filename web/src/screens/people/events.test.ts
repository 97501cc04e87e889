import { expect, test } from 'vitest';
import type { AccountEvent } from '../../api/types';
import { choicesOf, eventsOf } from './events';

const event = (kind: string, login?: string, actor?: string): AccountEvent => ({ at: kind, kind, kind_name: `“${kind}”`, times: 1, ...(login ? { login } : {}), ...(actor ? { actor } : {}) });
const ALL = [event('signed_in', 'li'), event('created', 'zhang', 'li'), event('refused'), event('signed_in', 'zhang')];

test.each([
  ['', '', 4],
  ['signed_in', '', 2],
  ['', 'li', 2],
  ['created', 'li', 1],
  ['refused', 'li', 0],
])('“%s” of “%s”: %s lines', (kind, login, many) => expect(eventsOf(ALL, kind, login)).toHaveLength(many));

test('what occurs can be asked for, once', () => {
  expect(choicesOf(ALL)).toEqual({
    kinds: [
      ['signed_in', '“signed_in”'],
      ['created', '“created”'],
      ['refused', '“refused”'],
    ],
    logins: ['li', 'zhang'],
  });
});
