import { useState } from 'react';
import type { Point, PointKind, Readiness } from '../../api/types';
import { IssueForm } from './IssueForm';
import { nameOf, undecided, type Decided, type Decisions } from './decisions';
import { PointForm } from './PointForm';
import { see } from './places';

const FIRST = 6;

/** What each kind of point is called, what is done about it, and how it is said once it is done. */
const KINDS: { kind: PointKind; open: (n: number) => string; act: string; done: string }[] = [
  { kind: 'forecast', open: (n) => `${n} 个预计数待确认`, act: '确认', done: '已确认' },
  { kind: 'missing', open: (n) => `${n} 个缺数待说明`, act: '说明', done: '已说明' },
  { kind: 'small', open: (n) => `${n} 个小于5的个人数待看`, act: '看过', done: '已看过' },
];

interface Props {
  ask: { report: string; unit: string; period: string };
  ready: Readiness;
  /** Who answers for a figure; blank as long as that is not known. */
  answers: (point: Point) => string;
  decisions: Decisions;
  decide: (name: string, decided: Decided | undefined) => void;
  issued: (number: number) => void;
}

/** In the margin of a draft: everything that must be decided before it is issued, and the issuing itself. */
export function Ready({ ask, ready, answers, decisions, decide, issued }: Props) {
  const open = undecided(ready.points, decisions);
  const last = Object.values(decisions).pop()?.why;
  return (
    <section className="margin-part ready" data-part="ready" aria-label="印发前">
      <h2 className="side-title">印发前</h2>
      {ready.points.length === 0 ? <p className="note">{ready.unwritten ? '正文里还有 XX 没有填，填完才能印发。' : '没有预计数和缺数，可以印发。'}</p> : null}
      {KINDS.map((kind) => {
        const points = ready.points.filter((point) => point.kind === kind.kind);
        const left = open.filter((point) => point.kind === kind.kind).length;
        if (!points.length) return null;
        return (
          <div key={kind.kind} data-kind={kind.kind}>
            <p className={left ? 'ready-count heed' : 'ready-count'}>{left ? kind.open(left) : `${points.length} 个${kind.done}`}</p>
            <Points of={points.slice(0, FIRST)} {...{ answers, decisions, decide, last, kind }} />
            {points.length > FIRST ? (
              <details>
                <summary>还有 {points.length - FIRST} 个</summary>
                <Points of={points.slice(FIRST)} {...{ answers, decisions, decide, last, kind }} />
              </details>
            ) : null}
          </div>
        );
      })}
      <IssueForm ask={ask} ready={ready} decisions={decisions} open={open} issued={issued} />
    </section>
  );
}

interface PointsProps {
  of: Point[];
  kind: (typeof KINDS)[number];
  answers: Props['answers'];
  decisions: Decisions;
  decide: Props['decide'];
  last: string | undefined;
}

function Points({ of, kind, answers, decisions, decide, last }: PointsProps) {
  const [deciding, setDeciding] = useState<string>();
  return (
    <ul>
      {of.map((point) => {
        const name = nameOf(point);
        const decided = decisions[name];
        return (
          <li key={name} className="note" data-point={point.key} data-decided={decided ? 'true' : 'false'}>
            <div className="point-head">
              <button type="button" className="button button-quiet point-name" onClick={() => see(point)} title="到文中的位置">
                {point.name}
                {point.text ? <b>{point.text}</b> : null}
              </button>
              <button type="button" className="button button-quiet" aria-expanded={deciding === name} onClick={() => setDeciding(deciding === name ? undefined : name)}>
                {decided ? '改' : kind.act}
              </button>
            </div>
            {deciding === name ? (
              <PointForm
                point={point}
                decided={decided}
                last={last}
                done={(next) => {
                  if (next !== 'kept') decide(name, next);
                  setDeciding(undefined);
                }}
              />
            ) : decided ? (
              <p className="hint">
                {kind.done}：{decided.why}
                {point.kind === 'missing' ? `（印作“${decided.say || '未统计'}”）` : ''}
              </p>
            ) : (
              <p className="hint">
                {point.message}
                {answers(point) ? <span className="point-answers">找{answers(point)}。</span> : null}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
