import { expect, test } from 'vitest';
import { dropEarly, takeEarly } from './early';

test('what was sent for early is given once, while it is fresh, and no refusal', async () => {
  const answer = new Response('{}');
  const all = (coming: Promise<Response> = Promise.resolve(answer)) => ({ '/api/session': coming });
  const first = all();
  expect(await takeEarly('/api/session', 100, first)).toBe(answer);
  expect(await takeEarly('/api/session', 100, first)).toBeUndefined();
  expect(await takeEarly('/api/home', 100, all())).toBeUndefined();
  expect(await takeEarly('/api/session', 20_000, all())).toBeUndefined();
  expect(await takeEarly('/api/session', 100, all(Promise.resolve(new Response('', { status: 404 }))))).toBeUndefined();
  expect(await takeEarly('/api/session', 100, all(Promise.reject(new TypeError('no way'))))).toBeUndefined();
  const dropped = all();
  dropEarly(dropped);
  expect(await takeEarly('/api/session', 100, dropped)).toBeUndefined();
});
