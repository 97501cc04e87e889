import type { Finding } from '../../api/types';

/** What is wrong with which line, from 1. */
export type LineFindings = Map<number, Finding[]>;

const PARTED_BY = /[、，,；;\t]/;

/** Names on a line: one, or several set apart. What is only digits is the code of the name before it. */
function onLine(line: string): string[] {
  return line.split(PARTED_BY).map((part) => part.trim().replace(/\s*\d{6,}$/, '')).filter((part) => part && !/^\d+$/.test(part));
}

/** Names on the lines of a list. */
export function names(list: string): string[] {
  return list.split('\n').flatMap(onLine);
}

/** A list with a name added at its end, or taken out, line by line as it stands otherwise. */
export function tick(list: string, name: string, on: boolean): string {
  if (!on) return list.split('\n').flatMap((line) => without(line, name)).join('\n');
  if (names(list).includes(name)) return list;
  const kept = list.replace(/\s+$/, '');
  return kept ? `${kept}\n${name}` : name;
}

function without(line: string, name: string): string[] {
  const all = onLine(line);
  if (!all.includes(name)) return [line];
  const others = all.filter((one) => one !== name);
  return others.length ? [others.join('、')] : [];
}

/** All names of a file at once. */
export function tickAll(list: string, all: string[]): string {
  return all.reduce((now, name) => tick(now, name, true), list);
}

/** What the server found, by line, as long as that line is what was sent; what names no line stays with the whole. */
export function byLine(findings: Finding[], sent: string, now: string): LineFindings {
  const [before, lines] = [sent.split('\n'), now.split('\n')];
  const found: LineFindings = new Map();
  for (const finding of findings) {
    const line = finding.line ?? 0;
    if (finding.field !== 'villages' || !line || before[line - 1] !== lines[line - 1]) continue;
    found.set(line, [...(found.get(line) ?? []), finding]);
  }
  return found;
}
