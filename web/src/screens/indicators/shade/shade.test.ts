import { expect, test } from 'vitest';
import type { Figure, SpreadRow, UnitShape } from '../../../api/types';
import { PALETTES, SHADES } from '../../../shell/palette';
import css from '../../../styles/map.css?raw';
import { spreadRows } from '../spread_rows';
import { classInWords, classesOf, darkness, shadeOf } from './classes';
import { planOf } from './plan';

const figure = (value: string | null) => ({ value }) as Figure;
const said = (isRate: boolean, ...values: (string | null)[]) => classesOf(values.map(figure), isRate).map((one) => `${classInWords(one, '')}:${one.count}`).join(' ');

test.each([
  ['as many units in each', false, ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'], '1–2:2 3–4:2 5–6:2 7–8:2 9–10:2'],
  ['equal figures stay together', false, ['0', '0', '0', '0', '0', '0', '1', '2', '3', '4', '5'], '0:6 1:1 2–3:2 4–5:2'],
  ['few different ones are each their own', false, ['3', '1', '3', null], '1:1 3:2'],
  ['rates by equal steps', true, ['0', '1', '2', '50', '99', '100', '61'], '0–2:3 50:1 61:1 99–100:2'],
  ['one alone', true, ['7.50'], '7.50:1'],
  ['none', false, [null], ''],
  ['numbers, not letters', false, ['10', '9', '100'], '9:1 10:1 100:1'],
] as const)('%s', (_, isRate, values, expected) => {
  expect(said(isRate, ...values)).toBe(expected);
});

test('the least is lightest, the largest darkest, and none has no shade', () => {
  const classes = classesOf(['1', '5', '9'].map(figure), false);
  expect(['1', '5', '9', null].map((value) => shadeOf(figure(value), classes))).toEqual([0, 2, 4, undefined]);
  expect([darkness(0, 1), darkness(0, 2), darkness(1, 2)]).toEqual([2, 0, 4]);
});

/** How light a colour is to the eye, 0 to 1; the same for whoever sees no difference of hues. */
function lightness(colour: string): number {
  const part = (at: number) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2;
  return Math.cbrt(0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5));
}

test.each(['light', 'dark'] as const)('%s: shades are told apart by lightness alone, and the style sheet has the same', (light) => {
  const shades = SHADES[light].map(lightness);
  const steps = shades.slice(1).map((shade, i) => (light === 'light' ? (shades[i] ?? 0) - shade : shade - (shades[i] ?? 0)));
  for (const step of steps) expect(step).toBeGreaterThan(0.08);
  expect(SHADES[light].every((shade) => shade !== PALETTES[light].paper)).toBe(true);
  const known = [...css.matchAll(/--shade-\d: (#\w{6})/g)].map(([, colour]) => colour);
  expect(light === 'light' ? known.slice(0, 5) : known.slice(5)).toEqual(SHADES[light]);
});

test('units are drawn by their outlines, north up; who has none is named', () => {
  const square = (west: number, south: number) => ({ type: 'Polygon', coordinates: [[[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]] });
  const cell = (unit: string | null, value: string): SpreadRow => ({ unit, unit_name: unit ?? '待划分', period: '2022', figure: { unit: unit ?? '甲', unit_name: '甲', period: '2022', value } as Figure });
  const rows = spreadRows([cell('甲', '1'), cell('乙', '2'), cell('丙', '3'), cell(null, '4')]);
  const shapes = [{ unit: '甲', geometry: square(110, 30) }, { unit: '乙', geometry: square(110, 30.1) }] as unknown as UnitShape[];
  const plan = planOf({ rows, whole: '2022' }, shapes);
  const [south, north] = plan.units;
  expect(plan.units.map(({ name, figure: one }) => [name, one?.value])).toEqual([['甲', '1'], ['乙', '2']]);
  expect(plan.without).toEqual(['丙', '待划分']);
  expect(north && south && north.at[1] < south.at[1]).toBe(true);
  expect(south?.path.startsWith('M')).toBe(true);
  const all = plan.units.flatMap(({ path }) => path.match(/[\d.]+/g) ?? []).map(Number);
  expect(Math.max(...all)).toBeLessThanOrEqual(plan.width);
  expect(plan.height).toBeLessThanOrEqual(560.1);
});
