import { expect, test } from 'vitest';
import type { Figure, ReportDocument, Run } from '../../api/types';
import { moved, occurrences } from './occurrences';

const run = (indicator: string, text: string): Run => {
  const figure = { indicator, unit: '1', period: '2022', name: indicator } as Figure;
  return text ? { kind: 'figure', text, figure } : { kind: 'gap', text: '〔缺〕', code: 'c', message: 'm', figure };
};

const report = (...runs: Run[]): ReportDocument => ({
  report: 'r', name: '', title: '', unit: { id: '1', name: '' }, period: '2022', period_name: '', as_of: '', missing: [], warnings: [],
  blocks: [
    { kind: 'heading', level: 1, runs: [{ kind: 'text', text: '一' }] },
    { kind: 'paragraph', runs: runs.slice(0, 1) },
    { kind: 'table', header: [], rows: [[runs.slice(1)]] },
    { kind: 'chart', caption: [], bars: [] },
  ],
});

test('the same figure twice is two occurrences', () => {
  expect(occurrences(report(run('a', '1亩'), run('a', '1'))).map(({ name }) => name)).toEqual(['a@1@2022#1', 'a@1@2022#2']);
});

test.each([
  ['nothing moved', report(run('a', '1')), report(run('a', '1')), []],
  ['one moved', report(run('a', '1'), run('b', '2')), report(run('a', '1'), run('b', '3')), ['b@1@2022#1:2→3']],
  ['one came out of nothing', report(run('a', '')), report(run('a', '5')), ['a@1@2022#1:〔缺〕→5']],
  ['a figure that was not there before', report(run('a', '1')), report(run('a', '1'), run('b', '2')), []],
])('%s', (_, before, after, expected) => {
  expect(moved(before, after).map(({ name, was, text }) => `${name}:${was}→${text}`)).toEqual(expected);
});
