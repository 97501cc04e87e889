import { expect, test } from 'vitest';
import type { Post, Session } from '../../api/types';
import { booksFor } from './books';

const UNITS = [
  { id: 'c', parent: null, book: 'c' },
  { id: 't1', parent: 'c', book: 't1' },
  { id: 't2', parent: 'c', book: 't2' },
  { id: 'v1', parent: 't1', book: 't1' },
  // It went over to the other township; its records stay where they are.
  { id: 'v2', parent: 't2', book: 't1' },
  { id: 'v4', parent: 't2', book: 't2' },
];
const at = (...units: string[]): Session['posts'] => units.map((unit) => ({ unit }) as Post);

test.each<[string, Pick<Session, 'sign_in' | 'offices' | 'posts'>, string[]]>([
  ['a village', { sign_in: 'done', offices: [], posts: at('v1') }, ['t1']],
  ['a township with a village of another book', { sign_in: 'done', offices: [], posts: at('t2') }, ['t2', 't1']],
  ['two villages', { sign_in: 'done', offices: [], posts: at('v1', 'v4') }, ['t1', 't2']],
  ['the county', { sign_in: 'done', offices: [], posts: at('c') }, ['t1', 't2']],
  ['nobody', { sign_in: 'done', offices: ['system'], posts: [] }, []],
  ['the auditor', { sign_in: 'done', offices: ['audit'], posts: [] }, ['c', 't1', 't2']],
  ['who sits at the machine', { sign_in: 'local', offices: [], posts: [] }, ['c', 't1', 't2']],
])('%s is offered its books', (_, who, books) => expect(booksFor(who, UNITS)).toEqual(books));

test('units that lie in each other end the search', () => {
  const round = [
    { id: 'a', parent: 'b', book: 'a' },
    { id: 'b', parent: 'a', book: 'a' },
  ];
  expect(booksFor({ sign_in: 'done', offices: [], posts: at('x') }, round)).toEqual([]);
});
