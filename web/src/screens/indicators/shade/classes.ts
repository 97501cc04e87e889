import type { Figure } from '../../../api/types';

/** A class of figures that are shaded alike: its least and its largest figure, as they were answered. */
export interface Class {
  from: string;
  to: string;
  count: number;
}

export const CLASSES = 5;

/**
 * Up to five classes: as many units in each as can be (quantiles); of rates, equal steps from the least to the largest, for
 * there the distance is what is read. Equal figures are never parted. Only shades come of the numbers; what is written is
 * the figure as it was answered.
 */
export function classesOf(figures: Figure[], isRate: boolean): Class[] {
  const values = figures.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => Number(a) - Number(b));
  const [least, largest] = [values[0], values[values.length - 1]];
  if (least === undefined || largest === undefined) return [];
  const different = [...new Set(values.map(Number))].length;
  const at = (value: string, place: number): number => {
    if (different <= CLASSES) return [...new Set(values.map(Number))].indexOf(Number(value));
    if (isRate) return Math.min(CLASSES - 1, Math.floor(((Number(value) - Number(least)) / (Number(largest) - Number(least))) * CLASSES));
    return Math.floor((place * CLASSES) / values.length);
  };
  const classes: Class[] = [];
  const index: number[] = [];
  values.forEach((value) => {
    // What is equal stays with its first.
    const first = values.findIndex((other) => Number(other) === Number(value));
    const own = at(value, first);
    const last = classes[classes.length - 1];
    if (last && index[index.length - 1] === own) {
      last.to = value;
      last.count += 1;
    } else {
      classes.push({ from: value, to: value, count: 1 });
      index.push(own);
    }
  });
  return classes;
}

/** In which class a figure is, and so how dark, from 0 (lightest) to 4. */
export function shadeOf(figure: Figure | undefined, classes: Class[]): number | undefined {
  const value = figure?.value;
  if (value === undefined || value === null) return undefined;
  const at = classes.findIndex(({ from, to }) => Number(from) <= Number(value) && Number(value) <= Number(to));
  return at < 0 ? undefined : darkness(at, classes.length);
}

/** Few classes take shades far from one another. */
export function darkness(at: number, count: number): number {
  return count <= 1 ? 2 : Math.round((at * (CLASSES - 1)) / (count - 1));
}

/** As the legend says it. */
export function classInWords({ from, to }: Class, measure: string): string {
  return from === to ? `${from}${measure}` : `${from}–${to}${measure}`;
}
