import type { Unit } from '../../api/types';

/** A level of units that lie within a unit. */
export interface Level {
  level: string;
  name: string;
}

/** The levels below a unit that have units today, the nearest first. */
export function levelsBelow(places: Unit[], unit: string): Level[] {
  const levels: Level[] = [];
  let above = [unit];
  while (above.length) {
    const below = places.filter(({ parent, ends }) => parent && above.includes(parent) && !ends);
    for (const { level, level_name } of below) {
      if (!levels.some((known) => known.level === level)) levels.push({ level, name: level_name });
    }
    above = below.map(({ id }) => id);
  }
  return levels;
}
