import type { Figure } from '../../../api/types';
import { PARTS, periodInWords, split } from '../../../figures/period';
import type { Palette } from '../../../shell/palette';
import type { Option } from './echarts';
import type { Drawn, Series } from './series';

export interface Caption {
  title: string;
  /** Unit, period, measure. */
  under: string;
  measure: string;
}

export interface Pen {
  colour: Palette;
  /** Size of text in pixels, and its family: a canvas reads no style sheet. */
  text: number;
  family: string;
  narrow: boolean;
}

/** Calm and told apart by lightness too, for those who do not see the difference of hues. */
const HUES: Record<'light' | 'dark', string[]> = {
  light: ['#3f7d4e', '#8a6d1f', '#2f6f8f', '#a0522d', '#5b5ea6', '#7a8b3a', '#9a4f74', '#4a7c7a', '#6b6b6b', '#b0892f'],
  dark: ['#74b886', '#d6b968', '#7fb8d6', '#d99a74', '#a3a6e0', '#b5c67a', '#d694b4', '#8fc4c1', '#b0b0b0', '#e0c078'],
};

/** A chart of figures. Only lengths are drawn from numbers; what is written is the figure as it was answered. */
export function optionOf({ kind, places, series }: Drawn, caption: Caption, pen: Pen): Option {
  const { colour, text, family, narrow } = pen;
  const style = { color: colour.ink2, fontFamily: family, fontSize: text - 2 };
  const over = kind === 'time';
  const names = over ? places.map(shortPeriod) : places;
  const place = { type: 'category' as const, data: names, axisLine: { lineStyle: { color: colour.rule2 } }, axisTick: { show: false }, axisLabel: style, inverse: !over };
  const value = { type: 'value' as const, axisLabel: style, splitLine: { lineStyle: { color: colour.rule } }, minInterval: series.every(whole) ? 1 : 0 };
  return {
    animation: false,
    color: HUES[isDark(colour) ? 'dark' : 'light'],
    textStyle: { fontFamily: family, fontSize: text },
    title: {
      text: caption.title,
      subtext: caption.under,
      left: 4,
      top: 0,
      textStyle: { color: colour.ink, fontFamily: family, fontSize: text + 1, fontWeight: 600 },
      subtextStyle: { color: colour.ink2, fontFamily: family, fontSize: text - 2 },
    },
    legend: { show: series.length > 1, type: 'scroll', right: 4, top: narrow ? 48 : 4, left: narrow ? 4 : 'auto', textStyle: style, pageTextStyle: style, pageIconColor: colour.ink2, pageIconInactiveColor: colour.rule2 },
    grid: { left: 8, right: 24, top: series.length > 1 && narrow ? 84 : 64, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: over ? 'line' : 'shadow' },
      backgroundColor: colour.paper,
      borderColor: colour.rule2,
      textStyle: { color: colour.ink, fontFamily: family, fontSize: text - 1 },
      order: 'seriesAsc',
      valueFormatter: (shown: unknown) => (shown === null || shown === undefined ? '缺数' : `${String(shown)}${caption.measure}`),
    },
    xAxis: over ? place : value,
    yAxis: over ? value : place,
    series: series.map((one) => (over ? lineOf(one, colour) : barOf(one, colour))),
  };
}

function lineOf({ name, earlier, figures }: Series, colour: Palette) {
  const dashed = earlier ? { lineStyle: { type: 'dashed' as const, color: colour.ink3, width: 1.5 }, itemStyle: { color: colour.ink3 } } : { lineStyle: { width: 2 } };
  return { type: 'line' as const, name, data: figures.map(point), symbol: earlier ? 'emptyCircle' : 'circle', symbolSize: 7, showSymbol: true, ...dashed };
}

function barOf({ name, earlier, figures }: Series, colour: Palette) {
  const label = { show: !earlier, position: 'right' as const, color: colour.ink, formatter: ({ dataIndex }: { dataIndex: number }) => figures[dataIndex]?.value ?? '缺数' };
  return { type: 'bar' as const, name, data: figures.map(point), barMaxWidth: 22, label, ...(earlier ? { itemStyle: { color: colour.edge } } : {}) };
}

/** The exact text; the library takes it for a number only to measure a length. */
function point(figure: Figure | undefined): string | null {
  return figure?.value ?? null;
}

function whole({ figures }: Series): boolean {
  return figures.every((figure) => !figure?.value?.includes('.'));
}

function isDark({ paper }: Palette): boolean {
  return paper < '#8';
}

function shortPeriod(period: string): string {
  const part = split(period)?.part;
  return PARTS.find(({ value }) => value !== '' && value === part)?.label ?? periodInWords(period);
}
