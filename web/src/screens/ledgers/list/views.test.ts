import { beforeEach, expect, test, vi } from 'vitest';
import { moveOver, readViews, viewQuery } from './views';

const held = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => held.get(key) ?? null,
  setItem: (key: string, value: string) => held.set(key, value),
  removeItem: (key: string) => held.delete(key),
});
beforeEach(() => held.clear());

test('a view keeps what was asked, and not the page', () => {
  expect(viewQuery(new URLSearchParams('unit=9&f=a~has~&f=b~is~x&sort=-a&cols=unit,a&after=ff&skip=50&open=x'))).toBe('unit=9&f=a%7Ehas%7E&f=b%7Eis%7Ex&sort=-a&cols=unit%2Ca');
});

test('what the browser kept goes over once, and what is there already stays what it is', async () => {
  held.set('qianmo.views.x', JSON.stringify([{ name: '甲', query: 'q=1&after=ff' }, { name: '乙', query: 'q=2' }]));
  const put: unknown[] = [];
  const over = () => moveOver('x', [{ name: '乙', query: 'q=3' }], (view) => Promise.resolve(put.push(view)));
  expect(await over()).toBe(true);
  expect(put).toEqual([{ name: '甲', query: 'q=1' }]);
  expect(await over()).toBe(false);
  expect(put).toHaveLength(1);
});

test('what the server does not take stays in the browser', async () => {
  held.set('qianmo.views.x', JSON.stringify([{ name: '甲', query: 'q=1' }]));
  expect(await moveOver('x', [], () => Promise.reject(new Error('full')))).toBe(false);
  expect(readViews(held.get('qianmo.views.x') ?? '')).toHaveLength(1);
});

test.each([
  ['', 0],
  ['{"name":"甲"}', 0],
  ['not json', 0],
  ['[{"name":"甲","query":"a=1"},{"name":"乙"},null,7]', 1],
])('of %j %i can be read', (text, count) => expect(readViews(text)).toHaveLength(count));
