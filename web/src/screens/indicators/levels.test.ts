import { expect, test } from 'vitest';
import type { Unit } from '../../api/types';
import { levelsBelow } from './levels';

/** `id<parent:level`, with `!` behind for one that has ended. */
const units = ['c:county', 't<c:township', 'v<t:village', 'w<t:village', 'g<v:grid', 'o<w:grid!'].map((text) => {
  const [, id = '', parent, level = '', ends] = /^(\w)(?:<(\w))?:(\w+)(!?)$/.exec(text) ?? [];
  return { id, parent: parent ?? null, level, level_name: `${level}级`, ends: ends ? '2022-01-01' : null } as Unit;
});

test.each([
  ['c', 'township village grid'],
  ['t', 'village grid'],
  ['v', 'grid'],
  ['w', ''],
  ['g', ''],
])('below %s lie %j', (unit, levels) => expect(levelsBelow(units, unit).map(({ level }) => level).join(' ')).toBe(levels));
