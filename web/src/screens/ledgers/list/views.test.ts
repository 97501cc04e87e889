import { expect, test } from 'vitest';
import { readViews, viewQuery, withView } from './views';

test('a view keeps what was asked, and not the page', () => {
  expect(viewQuery(new URLSearchParams('unit=9&f=a~has~&f=b~is~x&sort=-a&cols=unit,a&after=ff&skip=50&open=x'))).toBe('unit=9&f=a%7Ehas%7E&f=b%7Eis%7Ex&sort=-a&cols=unit%2Ca');
});

test('a view of the same name gives way in its place', () => {
  const views = [{ name: '甲', query: 'a=1' }, { name: '乙', query: 'b=1' }];
  expect(withView(views, { name: '甲', query: 'a=2' })).toEqual([{ name: '甲', query: 'a=2' }, views[1]]);
  expect(withView(views, { name: '丙', query: '' })).toHaveLength(3);
});

test.each([
  ['', 0],
  ['{"name":"甲"}', 0],
  ['not json', 0],
  ['[{"name":"甲","query":"a=1"},{"name":"乙"},null,7]', 1],
])('of %j %i can be read', (text, count) => expect(readViews(text)).toHaveLength(count));
