import { expect, test } from 'vitest';
import type { AnnexRow, Block, Figure, ReportDocument, Run } from '../../api/types';
import { search, sections, type Section } from './sections';

const figure = (indicator: string) => ({ indicator, unit: '1', period: '2022' }) as Figure;
const run = (indicator: string, against?: string): Run => ({ kind: 'figure', text: indicator, figure: figure(indicator), against: against ? figure(against) : null });
const heading = (text: string, level = 1): Block => ({ kind: 'heading', level, runs: [{ kind: 'text', text }] });
const said = (...runs: Run[]): Block => ({ kind: 'paragraph', runs });
const row = (indicator: string, more: Partial<AnnexRow> = {}) =>
  ({ indicator, unit: '1', period: '2022', name: indicator, printed: '', value: '', grade_name: '', definition: '', answers: '', source: '', ...more }) as AnnexRow;

test.each<[string, Block[], string[], string[]]>([
  ['by the chapter that says it first', [heading('一'), said(run('a')), heading('二'), said(run('b'), run('a'))], ['a', 'b'], ['一:a', '二:b']],
  ['lower headings part nothing', [heading('一'), said(run('a')), heading('（一）', 2), said(run('b'))], ['a', 'b'], ['一:a,b']],
  ['before the first heading', [said(run('a')), heading('一'), said(run('b'))], ['a', 'b'], [':a', '一:b']],
  ['a chapter without figures is left out', [heading('一'), heading('二'), said(run('a'))], ['a'], ['二:a']],
  ['in tables', [heading('一'), { kind: 'table', header: [], rows: [[[run('a')]]] }, heading('二'), said(run('b'))], ['a', 'b'], ['一:a', '二:b']],
  ['what it is compared with', [heading('一'), said(run('a', 'c')), heading('二'), said(run('b'))], ['a', 'c', 'b'], ['一:a,c', '二:b']],
  ['in the order of the text, whatever the rows', [heading('一'), said(run('a')), heading('二'), said(run('b'))], ['b', 'a'], ['一:a', '二:b']],
  ['what the text does not show itself', [heading('一'), said(run('a')), heading('二'), said(run('b'))], ['a', 'b', 'x'], ['一:a', '二:b,x']],
])('%s', (_, blocks, rows, expected) => {
  const found = sections(rows.map((name) => row(name)), { blocks, unit: { id: '1', name: '' } } as unknown as ReportDocument);
  expect(told(found)).toEqual(expected);
});

test('a long chapter is parted by its lower headings, and units below stand apart', () => {
  const many = Array.from({ length: 30 }, (_, i) => `n${i}`);
  const blocks = [heading('一'), said(run('a')), heading('（一）', 2), said(run('b')), heading('（二）', 2), said(...many.map((name) => run(name))), heading('二'), said(run('c'))];
  const rows = [row('a'), row('b'), row('b', { unit: '2' }), ...many.map((name) => row(name)), row('c')];
  const found = sections(rows, { blocks, unit: { id: '1', name: '' } } as unknown as ReportDocument);
  expect(found.map(({ chapter, title, rows, below }) => [chapter, title, rows.length, below.length])).toEqual([
    ['', '一', 1, 0],
    ['一', '（一）', 1, 1],
    ['一', '（二）', 30, 0],
    ['', '二', 1, 0],
  ]);
});

function told(found: Section[]): string[] {
  return found.map(({ title, rows }) => `${title}:${rows.map(({ name }) => name).join(',')}`);
}

test.each([
  ['户', ['户数', '户均']],
  ['户 农业', ['户均']],
  [' 民政办 ', ['户数']],
  ['没有', []],
])('searched for %s', (asked, expected) => {
  const rows = [row('户数', { answers: '民政办' }), row('户均', { definition: '农业收入除以总户' }), row('面积', { value: '5亩' })];
  expect(search(rows, asked).map(({ name }) => name)).toEqual(expected);
});
