import { expect, test } from 'vitest';
import type { Finding } from '../../api/types';
import { byLine, names, tick, tickAll } from './villages';

test.each([
  ['甲村\n乙村', ['甲村', '乙村']],
  ['甲村 360722100201\n\n  乙村，360722100202 ', ['甲村', '乙村']],
  ['甲村\t360722100201', ['甲村']],
  ['甲村、乙村，丙村', ['甲村', '乙村', '丙村']],
  ['', []],
])('%j names %j', (list, expected) => expect(names(list)).toEqual(expected));

test.each([
  ['甲村', '乙村', true, '甲村\n乙村'],
  ['甲村\n\n', '乙村', true, '甲村\n乙村'],
  ['甲村 360722100201', '甲村', true, '甲村 360722100201'],
  ['甲村 360722100201\n乙村', '甲村', false, '乙村'],
  ['甲村、乙村\n丙村', '甲村', false, '乙村\n丙村'],
  ['', '甲村', true, '甲村'],
])('%j, %s ticked %s, is %j', (list, name, on, expected) => expect(tick(list, name, on)).toBe(expected));

test('all names of a file are put behind those that were typed, each once', () => {
  expect(tickAll('乙村', ['甲村', '乙村', '丙村'])).toBe('乙村\n甲村\n丙村');
});

test('what was found stands beside its line until that line is corrected', () => {
  const finding = (field: string, line?: number) => ({ code: 'c', severity: 'error', message: 'm', field, line: line ?? null }) as Finding;
  const found = [finding('villages', 2), finding('villages', 3), finding('villages'), finding('name', 1)];
  expect([...byLine(found, '甲\n乙\n乙', '甲\n乙\n乙').keys()]).toEqual([2, 3]);
  expect([...byLine(found, '甲\n乙\n乙', '甲\n乙\n丙').keys()]).toEqual([2]);
});
