import { expect, test } from 'vitest';
import type { Figure, SpreadRow } from '../../../api/types';
import { lookup, spreadRows } from '../spread_rows';
import type { Explored } from '../useExplored';
import { EVERY_UNIT, MOST_LINES, drawable, drawn, type Drawn } from './series';

function cells(...texts: string[]): SpreadRow[] {
  return texts.map((text) => {
    const [unit = '', period = '', value = ''] = text.split(' ');
    const figure = { unit, unit_name: unit, period, value: value || null } as Figure;
    return { unit, unit_name: unit, period, figure };
  });
}

function explored(rows: SpreadRow[], parts: string[], earlier: SpreadRow[] = []): Explored {
  const own = cells('乡 2022 9', '乡 2022-01 4', '乡 2022-02 5');
  const [first] = spreadRows(own);
  if (!first) throw new Error('no row');
  return { own: first, rows: spreadRows(rows), whole: '2022', parts, find: lookup(own, rows, earlier) };
}

const said = ({ kind, places, series }: Drawn) => [kind, places.join(), ...series.map(({ name, figures }) => `${name}:${figures.map((figure) => figure?.value ?? '-').join()}`)].join(' ');
const villages = cells('甲 2022 3', '甲 2022-01 1', '甲 2022-02 2', '乙 2022 6');
const months = ['2022-01', '2022-02'];

test.each([
  ['the unit over time', villages, months, '', '', 'time 2022-01,2022-02 乡:4,5'],
  ['one village over time', villages, months, '甲', '', 'time 2022-01,2022-02 甲:1,2'],
  ['every village over time, with gaps where there is no figure', villages, months, EVERY_UNIT, '', 'time 2022-01,2022-02 甲:1,2 乙:-,-'],
  ['against the month before', villages, months, '甲', 'part', 'time 2022-01,2022-02 甲:1,2 从前:8,1'],
  ['villages side by side', villages, [], '', '', 'units 甲,乙 本期:3,6'],
  ['villages against the year before', villages, [], '', 'year', 'units 甲,乙 本期:3,6 从前:2,-'],
  ['no villages: the unit alone', [], [], '', '', 'units 乡 本期:9'],
] as const)('%s', (_, rows, parts, of, against, expected) => {
  const earlier = cells('甲 2021 2', '甲 2021-12 8');
  expect(said(drawn(explored([...rows], [...parts], earlier), against, of, '从前'))).toBe(expected);
});

test('of very many units the first are drawn, and of no values nothing', () => {
  const many = Array.from({ length: 30 }, (_, i) => `村${i} 2022-01 1`);
  expect(drawn(explored(cells(...many), months), '', EVERY_UNIT, '').series).toHaveLength(MOST_LINES);
  expect([drawable(drawn(explored(villages, months), '', '', '')), drawable(drawn(explored(cells('甲 2022'), []), '', '', ''))]).toEqual([true, false]);
});
