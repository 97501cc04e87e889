import { expect, test } from 'vitest';
import type { Figure } from '../../../api/types';
import { PALETTES } from '../../../shell/palette';
import { optionOf, type Pen } from './option';
import type { Drawn } from './series';

const caption = { title: '某数', under: '某乡 · 2022年', measure: '户' };
const pen = (light: 'light' | 'dark' = 'light'): Pen => ({ colour: PALETTES[light], text: 15, family: 'x', narrow: false });
const figure = (value: string | null) => ({ value }) as Figure;
const drawn = (kind: Drawn['kind'], ...values: (string | null)[]): Drawn => ({
  kind,
  places: kind === 'time' ? values.map((_, i) => `2022-0${i + 1}`) : values.map((_, i) => `村${i}`),
  series: [{ name: '本期', earlier: false, figures: values.map(figure) }],
});

test('over time months lie along the foot, over units names down the side', () => {
  expect(optionOf(drawn('time', '1', '2'), caption, pen()).xAxis).toMatchObject({ type: 'category', data: ['1月', '2月'] });
  expect(optionOf(drawn('units', '1', '2'), caption, pen()).yAxis).toMatchObject({ type: 'category', data: ['村0', '村1'], inverse: true });
});

test('values are handed on as they were answered, and what is missing stays a gap', () => {
  expect(optionOf(drawn('time', '9007199254740993.01', null), caption, pen()).series).toMatchObject([{ data: ['9007199254740993.01', null] }]);
});

test('the axis of whole numbers has no halves', () => {
  expect(optionOf(drawn('time', '1', '2'), caption, pen()).yAxis).toMatchObject({ minInterval: 1 });
  expect(optionOf(drawn('time', '1.5', '2'), caption, pen()).yAxis).toMatchObject({ minInterval: 0 });
});

test('by lamplight other colours are drawn with', () => {
  const colours = (['light', 'dark'] as const).map((light) => optionOf(drawn('time', '1'), caption, pen(light)).color);
  expect(colours[0]).not.toEqual(colours[1]);
});
