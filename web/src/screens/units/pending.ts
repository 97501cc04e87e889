import type { PostFate, Unit } from '../../api/types';

/** What is to be otherwise from a day on, before it is handed in as one Change. */
export interface Pending {
  begins: { code: string; name: string; level: string; parent: string }[];
  ends: { unit: string; successors: string[] }[];
  moves: { unit: string; parent: string }[];
  renames: { unit: string; name: string }[];
}

export type PendingKind = keyof Pending;

/** One line of it, in words, and where it stands. */
export interface PendingLine {
  kind: PendingKind;
  at: number;
  words: string;
}

export const NOTHING: Pending = { begins: [], ends: [], moves: [], renames: [] };

/** The levels there are, from the top down, by how deep their units lie. */
export function levelsOf(units: Unit[]): { id: string; name: string }[] {
  const depth = (unit: Unit): number => {
    const parent = units.find(({ id }) => id === unit.parent);
    return parent ? depth(parent) + 1 : 0;
  };
  const found = new Map<string, { id: string; name: string; depth: number }>();
  for (const unit of units) {
    const known = found.get(unit.level);
    if (!known) found.set(unit.level, { id: unit.level, name: unit.level_name, depth: depth(unit) });
  }
  return [...found.values()].sort((a, b) => a.depth - b.depth);
}

/** What a unit is called, or will be. */
const namer = (pending: Pending, units: Unit[]) => (id: string) =>
  units.find((unit) => unit.id === id)?.name ?? pending.begins.find(({ code }) => code === id)?.name ?? id;

/** What is asked, line by line, in words. */
export function linesOf(pending: Pending, units: Unit[]): PendingLine[] {
  const nameOf = namer(pending, units);
  return [
    ...pending.begins.map(({ code, name, parent }, at) => ({ kind: 'begins' as const, at, words: `在${nameOf(parent)}下新设${name}（${code}）` })),
    ...pending.ends.map(({ unit, successors }, at) => ({
      kind: 'ends' as const,
      at,
      words: `撤销${nameOf(unit)}${successors.length ? `，由${successors.map(nameOf).join('、')}接续` : '，没有接续的单位'}`,
    })),
    ...pending.moves.map(({ unit, parent }, at) => ({ kind: 'moves' as const, at, words: `${nameOf(unit)}划归${nameOf(parent)}` })),
    ...pending.renames.map(({ unit, name }, at) => ({ kind: 'renames' as const, at, words: `${nameOf(unit)}改名为${name}` })),
  ];
}

/** What becomes of the posts at units that end, in words, each once. */
export function postsOf(posts: PostFate[], pending: Pending, units: Unit[]): string[] {
  const nameOf = namer(pending, units);
  const lines = posts.map(({ user_name: who, role_name: role, unit_name: at, to, since }) =>
    to ? `${who}（${at}${role}）从 ${since ?? ''} 起转任${nameOf(to)}${role}` : `${who}（${at}${role}）随撤销免去，要继续任职请安全管理员另给岗位`,
  );
  return [...new Set(lines)];
}

/** Without one line. */
export function without(pending: Pending, { kind, at }: Pick<PendingLine, 'kind' | 'at'>): Pending {
  return { ...pending, [kind]: pending[kind].filter((_, i) => i !== at) };
}
