import { useLocation, useNavigate, type To } from 'react-router';

/** One thing opened: a figure, or a record. */
export type TrailStep =
  | { kind: 'figure'; indicator: string; unit: string; period: string; boundaries?: 'now' }
  | { kind: 'record'; ledger: string; book: string; record: string };

/** A figure as a step: the very cell, by the boundaries it was asked in. */
export function figureStep({ indicator, unit, period, boundaries }: { indicator: string; unit: string; period: string; boundaries?: string }): TrailStep & { kind: 'figure' } {
  return { kind: 'figure', indicator, unit, period, ...(boundaries === 'now' ? { boundaries } : {}) };
}

/** In the address: `open=<indicator>@<unit>@<period>` for a figure (and `@now` where it is of the boundaries of today), `open=/<ledger>/<book>/<record>` for a record, in order. */
export function writeStep(step: TrailStep): string {
  if (step.kind === 'figure') return [step.indicator, step.unit, step.period, ...(step.boundaries ? [step.boundaries] : [])].join('@');
  return ['', step.ledger, step.book, step.record].join('/');
}

/** The step, or `undefined` where the address was damaged. */
export function readStep(text: string): TrailStep | undefined {
  if (text.startsWith('/')) {
    const [ledger, book, record] = text.slice(1).split('/');
    return ledger && book && record ? { kind: 'record', ledger, book, record } : undefined;
  }
  const [indicator, unit, period, boundaries = ''] = text.split('@');
  return indicator && unit && period ? figureStep({ indicator, unit, period, boundaries }) : undefined;
}

/** What is open beside the page, kept in the address so that it can be sent to somebody. */
export function useTrail() {
  const location = useLocation();
  const navigate = useNavigate();
  const steps = new URLSearchParams(location.search)
    .getAll('open')
    .map(readStep)
    .filter((step): step is TrailStep => step !== undefined);

  const to = (next: TrailStep[]): To => {
    const query = new URLSearchParams(location.search);
    query.delete('open');
    next.forEach((step) => query.append('open', writeStep(step)));
    return { pathname: location.pathname, search: query.toString() };
  };
  return {
    steps,
    only: (step: TrailStep) => to([step]),
    after: (step: TrailStep) => to([...steps, step]),
    upTo: (count: number) => to(steps.slice(0, count)),
    isOpen: (step: TrailStep) => steps.some((open) => writeStep(open) === writeStep(step)),
    close: () => void navigate(to([])),
  };
}
