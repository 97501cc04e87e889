import { Link } from 'react-router';
import type { Figure } from '../api/types';
import { GradeMark } from './GradeMark';
import { periodInWords } from './period';
import { useUnitName } from '../shell/useUnitName';
import { figureStep, useTrail } from './trail';

interface Props {
  figure: Figure;
  /** As it is to be read; without it the value and its unit. */
  text?: string;
  /** What it said before a Change that the reader has just made. */
  was?: string | undefined;
  /** Opens after the steps already open instead of anew. */
  follow?: boolean;
  figureIds?: string[];
  /** There is nothing to be said here, whatever the figure itself is worth: a comparison without a base. */
  gap?: string | undefined;
  /** Until when it speaks, where that is not plain from its period: in short, and in full. */
  until?: { short: string; full: string } | undefined;
}

/** A figure wherever it stands: tabular numerals over a dotted path, which means that it opens, and its grade beside it. */
export function FigureLink({ figure, text, was, follow = false, figureIds, gap, until }: Props) {
  const trail = useTrail();
  const unitName = useUnitName();
  const step = figureStep(figure);
  const current = trail.isOpen(step);
  const words = gap ? '' : text || shown(figure);
  const label = `${figure.name}，${figure.unit_name || unitName(figure.unit)}，${periodInWords(figure.period)}：${words || '缺数'}，${figure.grade_name}${until ? `，${until.full}` : ''}。打开看依据`;
  return (
    <Link
      to={follow ? trail.after(step) : trail.only(step)}
      className={['figure', words ? '' : 'figure-missing', current ? 'figure-open' : '', was ? 'figure-moved' : ''].join(' ')}
      aria-label={label}
      aria-current={current ? 'true' : undefined}
      data-indicator={figure.indicator}
      data-unit={figure.unit}
      data-period={figure.period}
      data-value={figure.value ?? ''}
      data-figure-ids={figureIds?.join(' ')}
      title={gap ?? figure.missing?.message ?? until?.full}
    >
      {was ? <del className="figure-was">{was}</del> : null}
      <span className="figure-text">{words || '缺数'}</span>
      {words === '' ? null : <GradeMark grade={figure.grade} />}
      {words && until ? <sup className="figure-until" data-until={until.short} /> : null}
    </Link>
  );
}

/** Value and unit word. */
export function shown(figure: Figure): string {
  return figure.value === null ? '' : `${figure.value}${figure.in}`;
}
