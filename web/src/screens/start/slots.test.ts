import { expect, test } from 'vitest';
import type { Choice, Learned } from '../../api/start';
import { LEFT, carry, compose, nextOpen, takeAll, tally, type Decisions } from './slots';

/** `甲[XX户:a,b]` is a text with a slot `XX户` that `a` and `b` answer. */
const learned = (text: string): Learned => ({
  pieces: text.split(/(\[[^\]]*\])/).filter(Boolean).map((part) => {
    const found = /^\[([^:]*):(.*)\]$/.exec(part);
    if (!found) return { kind: 'text', text: part };
    return { kind: 'slot', text: found[1] ?? '', choices: (found[2] ?? '').split(',').filter(Boolean).map((name) => ({ name, mark: `{{ ${name} }}`, figure: { value: name === 'gap' ? null : '1' } }) as Choice) };
  }),
});

const text = learned('共[XX户:a,b]，[XX人:c]，占[XX%:]。');

test.each<[string, Decisions, string]>([
  ['nothing decided', {}, '共XX户，XX人，占XX%。'],
  ['one taken', { 0: '{{ a }}' }, '共{{ a }}，XX人，占XX%。'],
  ['another than the first', { 0: '{{ b }}' }, '共{{ b }}，XX人，占XX%。'],
  ['left as it stands', { 0: LEFT, 1: '{{ c }}' }, '共XX户，{{ c }}，占XX%。'],
  ['a mark that is no choice', { 0: '{{ z }}' }, '共XX户，XX人，占XX%。'],
])('%s', (_, decisions, expected) => expect(compose(text, decisions)).toBe(expected));

test('all that is open takes its first choice; what was decided stays', () => {
  expect(takeAll(text, { 0: LEFT })).toEqual({ 0: LEFT, 1: '{{ c }}' });
  expect(takeAll(text, { 0: '{{ b }}' })).toEqual({ 0: '{{ b }}', 1: '{{ c }}' });
});

test('a figure that is missing is offered, not put forward', () => {
  const gap = learned('共[XX户:gap]，[XX人:gap,c]。');
  expect(takeAll(gap, {})).toEqual({ 1: '{{ c }}' });
  expect(tally(gap, {})).toEqual({ taken: 0, open: 1, without: 1, left: 0 });
  expect(compose(gap, { 0: '{{ gap }}' })).toBe('共{{ gap }}，XX人。');
});

test('on to the next open place, round at the end', () => {
  expect(nextOpen(text, { 0: '{{ a }}' }, 0)).toBe(1);
  expect(nextOpen(text, { 1: '{{ c }}' }, 1)).toBe(0);
  expect(nextOpen(text, { 0: LEFT, 1: '{{ c }}' }, 1)).toBeUndefined();
});

test('how far one is', () => {
  expect(tally(text, { 0: '{{ a }}' })).toEqual({ taken: 1, open: 1, without: 1, left: 0 });
  expect(tally(text, { 0: LEFT })).toEqual({ taken: 0, open: 1, without: 1, left: 1 });
});

test.each<[string, string, Decisions, Decisions]>([
  ['a word before', '截至今年共[XX户:a,b]，[XX人:c]，占[XX%:]。', { 0: '{{ b }}' }, { 0: '{{ b }}' }],
  ['a new slot before', '今年[XX亩:d]。共[XX户:a,b]，[XX人:c]。', { 1: '{{ c }}' }, { 2: '{{ c }}' }],
  ['a choice that is gone', '共[XX户:a]，[XX人:c]。', { 0: '{{ b }}', 1: '{{ c }}' }, { 1: '{{ c }}' }],
  ['the slot written out', '共12户，[XX人:c]。', { 0: '{{ a }}', 1: LEFT }, { 0: LEFT }],
  ['another unit', '共[XX个:a]，[XX人:c]。', { 0: '{{ a }}' }, {}],
])('edited, %s', (_, edited, decisions, expected) => expect(carry(text, decisions, learned(edited))).toEqual(expected));

test('two alike keep theirs in their order, and a reload keeps all', () => {
  const twice = learned('甲[XX:a,b]。甲[XX:a,b]。');
  expect(carry(twice, { 0: '{{ b }}', 1: '{{ a }}' }, learned('甲[XX:a,b]。甲[XX:a,b]。乙'))).toEqual({ 0: '{{ b }}', 1: '{{ a }}' });
  expect(carry(undefined, { 0: '{{ b }}', 1: '{{ z }}' }, text)).toEqual({ 0: '{{ b }}' });
});
