import { useState } from 'react';
import type { Decision, Point } from '../../api/types';

/** What a person has decided about a point, before it is sent. */
export interface Decided {
  why: string;
  /** Of a missing figure, what is printed instead. */
  say?: string;
}

export type Decisions = Record<string, Decided>;

/** A point is known by its kind and its figure. */
export const nameOf = (point: Pick<Point, 'kind' | 'key'>) => `${point.kind}:${point.key}`;

/** The points nobody has decided yet. */
export function undecided(points: Point[], decisions: Decisions): Point[] {
  return points.filter((point) => !decisions[nameOf(point)]?.why.trim());
}

/** What is sent: only what still is a point. What was decided of a figure that has since been mended is left out. */
export function toSend(points: Point[], decisions: Decisions): Decision[] {
  return points.flatMap((point) => {
    const decided = decisions[nameOf(point)];
    if (!decided) return [];
    const { kind, indicator, unit, period } = point;
    const say = kind === 'missing' && decided.say?.trim() ? { say: decided.say.trim() } : {};
    return [{ kind, indicator, unit, period, why: decided.why.trim(), ...say }];
  });
}

/** Reasons are kept for as long as the window is open: twenty of them are an hour's work. */
export function useDecisions(about: string): [Decisions, (name: string, decided: Decided | undefined) => void, () => void] {
  const key = `decisions:${about}`;
  const [held, setHeld] = useState<{ key: string; all: Decisions }>(() => ({ key, all: read(key) }));
  const all = held.key === key ? held.all : read(key);
  const keep = (next: Decisions) => {
    setHeld({ key, all: next });
    write(key, next);
  };
  const decide = (name: string, decided: Decided | undefined) => {
    const { [name]: _, ...rest } = all;
    keep(decided ? { ...rest, [name]: decided } : rest);
  };
  return [all, decide, () => keep({})];
}

function read(key: string): Decisions {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Decisions;
  } catch {
    return {};
  }
}

function write(key: string, decisions: Decisions): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(decisions));
  } catch {
    // A window without storage keeps them as long as the page.
  }
}
