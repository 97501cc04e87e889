import { describe, expect, test } from 'vitest';
import { Problem } from '../api/client';
import { asProblem } from './Trouble';

describe('anything thrown, as a problem', () => {
  test.each([
    'Failed to fetch dynamically imported module: http://a/assets/IndicatorsScreen-YZ6.js',
    'error loading dynamically imported module: http://a/x.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /assets/map-1.css',
  ])('a part that did not come is told as that: %s', (words) => {
    expect(asProblem(new TypeError(words)).code).toBe('web.unfetched');
  });

  test('what broke is told as broken, and what is a problem already stays', () => {
    expect(asProblem(new TypeError('x is undefined')).code).toBe('web.broken');
    const known = new Problem({ code: 'a', message: 'b' });
    expect(asProblem(known)).toBe(known);
  });
});
