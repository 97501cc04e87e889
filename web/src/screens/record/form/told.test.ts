import { expect, test } from 'vitest';
import type { Finding } from '../../../api/types';
import { SOMEBODY, isNameless, keepTold, sentTold, toldAlso, toldBefore, toldWords, wrongTold } from './told';

test.each([
  [undefined, {}],
  [SOMEBODY, {}],
  [{ name: '  ', way: 'phone' }, {}],
  [{ name: ' 王大娘 ', way: '' }, { told: { name: '王大娘' } }],
  [{ name: '李四', account: 'li', way: 'phone' }, { told: { account: 'li', way: 'phone' } }],
])('%j is sent as %j', (telling, sent) => expect(sentTold(telling)).toEqual(sent));

test('who is to be named is asked for only where somebody tells', () => {
  expect([undefined, SOMEBODY, { name: '王', way: '' }].map(isNameless)).toEqual([false, true, false]);
});

test.each([
  [{ account: 'li', name: '李四', way: 'phone', way_name: '电话' }, '代 李四 录入（电话）'],
  [{ account: null, name: '王大娘', way: null, way_name: null }, '代 王大娘 录入'],
  [{ account: 'li', name: null }, '代 li 录入'],
  [{ account: null, name: null, way_name: '纸质' }, '代 （姓名已擦除） 录入（纸质）'],
])('%j', (told, words) => expect(toldWords(told)).toBe(words));

test.each([
  [null, ''],
  [{ account: 'li', name: '李四', way: 'phone', way_name: '电话' }, '这是替李四录入的（电话），撤销后请告诉李四。'],
  [{ account: 'li', name: null }, '这是替li录入的，撤销后请告诉li。'],
  [{ account: null, name: null, way_name: '纸质' }, '这是替别人录入的（姓名已擦除）。'],
])('whoever takes back %j is told whose word it was', (told, words) => expect(toldAlso(told)).toBe(words));

test('only what is wrong with who told stands beside it', () => {
  const finding = (field: string | null, message: string): Finding => ({ code: 'x', severity: 'error', message, field });
  expect(wrongTold([finding('told.name', '太长'), finding('name', '没填'), finding(null, '错'), finding('told.way', '不认识')])).toEqual(['太长', '不认识']);
});

test('the one before is remembered for whoever types, until it is turned off', () => {
  const li = { name: '李四', account: 'li', way: 'phone' };
  keepTold('zhang', li);
  expect(toldBefore('zhang')).toEqual(li);
  expect(toldBefore('wang')).toBeUndefined();
  keepTold('zhang', SOMEBODY);
  expect(toldBefore('zhang')).toBeUndefined();
  keepTold('zhang', li);
  keepTold('zhang', undefined);
  expect(toldBefore('zhang')).toBeUndefined();
});
