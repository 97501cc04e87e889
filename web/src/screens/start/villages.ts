import type { Finding } from '../../api/types';

/** What is wrong with which line, from 1. */
export type LineFindings = Map<number, Finding[]>;

/** The name on a line: what stands before the code, the comma or the tab. Empty lines have none. */
export function nameOn(line: string): string {
  return line.trim().replace(/[\s,，、;；]*\d{6,}$/, '').trim();
}

/** Names on the lines of a list. */
export function names(list: string): string[] {
  return list.split('\n').map(nameOn).filter(Boolean);
}

/** A list with a name added at its end, or taken out, line by line as it stands otherwise. */
export function tick(list: string, name: string, on: boolean): string {
  const lines = list.split('\n');
  if (!on) return lines.filter((line) => nameOn(line) !== name).join('\n');
  if (names(list).includes(name)) return list;
  const kept = list.replace(/\s+$/, '');
  return kept ? `${kept}\n${name}` : name;
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
