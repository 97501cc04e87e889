import type { AnnexRow, ReportDocument } from '../../api/types';
import { runsOf, words } from './runs';

/** The figures of a part of the text, in the order in which they are first read. */
export interface Section {
  /** Its heading; blank for what stands before the first. */
  title: string;
  /** The heading of the chapter that it is a part of, where that was too long to be opened at once. */
  chapter: string;
  /** Of the report's own unit. */
  rows: AnnexRow[];
  /** Of units below it: a row of a table each. */
  below: AnnexRow[];
}

/** More figures than are opened at once, where the text has lower headings to part them. */
const MOST = 30;

interface Part {
  chapter: string;
  title: string;
}

/** The rows of the table under the headings below which the text first says them; what says no figure is left out. */
export function sections(rows: AnnexRow[], document: ReportDocument): Section[] {
  const { parts, first } = walk(document);
  // What the text does not show by itself stands with the row before it, which it belongs to.
  let at = 0;
  const places = rows.map((row) => (at = first.get(keyOf(row)) ?? at));
  const inChapter = new Map<string, number>();
  for (const place of places) count(inChapter, parts[place]?.chapter ?? '');
  const found = new Map<string, Section & { place: number }>();
  rows.forEach((row, i) => {
    const place = places[i] ?? 0;
    const { chapter, title } = parts[place] ?? { chapter: '', title: '' };
    const long = (inChapter.get(chapter) ?? 0) > MOST && title !== '';
    const key = long ? `${chapter}\n${title}` : chapter;
    const section = found.get(key) ?? { title: long ? title : chapter, chapter: long ? chapter : '', rows: [], below: [], place };
    (row.unit === document.unit.id ? section.rows : section.below).push(row);
    found.set(key, section);
  });
  return [...found.values()].sort((a, b) => a.place - b.place);
}

/** All parts of the text by the two upper headings, and in which of them each figure is first said. */
function walk(document: ReportDocument): { parts: Part[]; first: Map<string, number> } {
  const parts: Part[] = [{ chapter: '', title: '' }];
  const first = new Map<string, number>();
  for (const block of document.blocks) {
    const chapter = parts[parts.length - 1]?.chapter ?? '';
    if (block.kind === 'heading' && block.level === 1) parts.push({ chapter: words(block.runs), title: '' });
    if (block.kind === 'heading' && block.level === 2) parts.push({ chapter, title: words(block.runs) });
    for (const run of runsOf(block)) {
      if (run.kind === 'text') continue;
      for (const figure of [run.figure, run.kind === 'figure' ? run.against : null]) {
        if (figure && !first.has(keyOf(figure))) first.set(keyOf(figure), parts.length - 1);
      }
    }
  }
  return { parts, first };
}

/** The rows in which all the words are, wherever: in the name, the numbers, the definition, who answers. */
export function search(rows: AnnexRow[], asked: string): AnnexRow[] {
  const wanted = asked.trim().toLowerCase().split(/\s+/);
  return rows.filter((row) => {
    const says = [row.name, row.printed, row.value, row.grade_name, row.definition, row.answers, row.source].join(' ').toLowerCase();
    return wanted.every((word) => says.includes(word));
  });
}

function keyOf({ indicator, unit, period }: { indicator: string; unit: string; period: string }): string {
  return [indicator, unit, period].join('@');
}

function count(of: Map<string, number>, key: string): void {
  of.set(key, (of.get(key) ?? 0) + 1);
}
