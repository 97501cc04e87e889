import { expect, test } from 'vitest';
import { readStep, writeStep } from './trail';

test.each([
  ['rate@360000101000@2022', { kind: 'figure', indicator: 'rate', unit: '360000101000', period: '2022' }],
  ['rate@1@2022-01-01..2022-10-31', { kind: 'figure', indicator: 'rate', unit: '1', period: '2022-01-01..2022-10-31' }],
  ['rate@1@2022@now', { kind: 'figure', indicator: 'rate', unit: '1', period: '2022', boundaries: 'now' }],
  ['/thing/360000101000/r1', { kind: 'record', ledger: 'thing', book: '360000101000', record: 'r1' }],
] as const)('%s', (text, step) => {
  expect(readStep(text)).toEqual(step);
  expect(writeStep(step)).toBe(text);
});

test.each(['', 'rate', 'rate@1', '/thing/1'])('a damaged step %j opens nothing', (text) => expect(readStep(text)).toBeUndefined());
