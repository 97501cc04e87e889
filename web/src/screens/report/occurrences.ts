import type { Figure, ReportDocument } from '../../api/types';
import { runsOf } from './runs';

/** A figure where it stands: `name` says which figure and the how-manieth of it on the page. */
export interface Occurrence {
  name: string;
  text: string;
  figure: Figure;
}

/** What a Change has moved. */
export interface Moved extends Occurrence {
  was: string;
}

/** Every figure of a report in the order of reading, gaps that were asked for included. */
export function occurrences(document: ReportDocument): Occurrence[] {
  const seen = new Map<string, number>();
  return document.blocks.flatMap(runsOf).flatMap((run) => {
    if (run.kind === 'text' || !run.figure) return [];
    const { indicator, unit, period } = run.figure;
    const which = [indicator, unit, period].join('@');
    const count = (seen.get(which) ?? 0) + 1;
    seen.set(which, count);
    return [{ name: `${which}#${count}`, text: run.text, figure: run.figure }];
  });
}

/** The figures that read differently in the two; figures that only one of them has are not compared. */
export function moved(before: ReportDocument, after: ReportDocument): Moved[] {
  const texts = new Map(occurrences(before).map(({ name, text }) => [name, text]));
  return occurrences(after).flatMap((now) => {
    const was = texts.get(now.name);
    return was === undefined || was === now.text ? [] : [{ ...now, was }];
  });
}
