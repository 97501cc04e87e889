import { expect, test } from 'vitest';
import css from '../styles/base.css?raw';
import { PALETTES, type Light, type Palette } from './palette';

const LIGHTS = ['light', 'dark'] as const;

/** The custom properties of the block that says which light it is for. */
function properties(light: Light): Record<string, string> {
  const [, block = ''] = new RegExp(`color-scheme: ${light};([^}]*)}`).exec(css) ?? [];
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

function propertyOf(name: string): string {
  return name.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Contrast as WCAG 2 reckons it. */
function contrast(one: string, other: string): number {
  const lightness = (colour: string) => {
    const part = (at: number) => {
      const value = parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  };
  const [bright = 0, dim = 0] = [lightness(one), lightness(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

test.each(LIGHTS)('%s: the style sheet has the same colours', (light) => {
  const known = properties(light);
  for (const [name, value] of Object.entries(PALETTES[light])) expect([name, known[propertyOf(name)]]).toEqual([name, value]);
});

const GROUNDS: (keyof Palette)[] = ['paper', 'ground', 'wash', 'mute', 'fieldWash', 'heedWash'];
const TEXTS: (keyof Palette)[] = ['ink', 'ink2', 'ink3', 'fieldDeep', 'heed'];

test.each(LIGHTS)('%s: every text can be read on every ground, and every edge be seen', (light) => {
  const palette = PALETTES[light];
  for (const ground of GROUNDS) {
    for (const text of TEXTS) expect(contrast(palette[text], palette[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    for (const edge of ['field', 'late'] as const) expect(contrast(palette[edge], palette[ground]), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
  }
  expect(contrast(palette.edge, palette.paper)).toBeGreaterThanOrEqual(3);
  expect(contrast(palette.onField, palette.field)).toBeGreaterThanOrEqual(4.5);
});
