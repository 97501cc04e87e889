import { useEffect, useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import '../../styles/panel.css';
import { indicators, record, session, type RecordRef } from '../../api/queries';
import { useTrail, writeStep, type TrailStep } from '../../figures/trail';
import { Breakwater } from '../../shell/Breakwater';
import { useUnitName } from '../../shell/useUnitName';
import { RecordView } from '../record/RecordView';
import { FigureView } from './FigureView';

/** What is opened, beside the page: a figure, what it is made of, a row, as far as one follows it; and the way back. */
export default function EvidencePanel() {
  const trail = useTrail();
  const last = trail.steps[trail.steps.length - 1];
  const body = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(document.activeElement);
  const name = last ? writeStep(last) : '';

  useEffect(() => {
    body.current?.parentElement?.scrollTo(0, 0);
    body.current?.focus({ preventScroll: true });
  }, [name]);
  useEffect(
    () => () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus({ preventScroll: true });
    },
    [],
  );

  if (!last) return null;
  return (
    <div
      className="panel"
      role="dialog"
      aria-modal="false"
      aria-label="依据"
      data-open={name}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) trail.close();
      }}
    >
      <div className="panel-head">
        <ol className="crumbs" aria-label="查看路径">
          {trail.steps.length > 1 ? null : <li>依据</li>}
          {trail.steps.map((step, i) =>
            trail.steps.length > 1 ? (
            <li key={i}>
              {i === trail.steps.length - 1 ? (
                <b aria-current="step">
                  <StepName step={step} />
                </b>
              ) : (
                <Link to={trail.upTo(i + 1)}>
                  <StepName step={step} />
                </Link>
              )}
            </li>
            ) : null,
          )}
        </ol>
        <button type="button" className="panel-close" aria-label="关闭依据" onClick={trail.close}>
          ×
        </button>
      </div>
      <div className="panel-body" ref={body} tabIndex={-1}>
        <Breakwater key={name}>{last.kind === 'figure' ? <FigureView ask={askOf(last)} /> : <RecordView of={last} />}</Breakwater>
      </div>
    </div>
  );
}

function askOf({ kind: _, ...ask }: TrailStep & { kind: 'figure' }) {
  return ask;
}

function StepName({ step }: { step: TrailStep }) {
  return step.kind === 'figure' ? <FigureName of={step} /> : <RecordName of={step} />;
}

/** With its unit, unless that is the one the reader works for: the same indicator of seven villages is seven figures. */
function FigureName({ of: { indicator: id, unit } }: { of: TrailStep & { kind: 'figure' } }) {
  const name = useQuery(indicators).data?.find((indicator) => indicator.id === id)?.name ?? '指标';
  const own = useQuery(session).data?.unit.id;
  const nameOf = useUnitName();
  return <>{unit === own ? name : `${nameOf(unit)}${name}`}</>;
}

function RecordName({ of: { ledger, book, record: id } }: { of: RecordRef }) {
  return <>{useQuery(record({ ledger, book, record: id })).data?.title || '记录'}</>;
}
