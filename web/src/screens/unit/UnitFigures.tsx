import { Link } from 'react-router';
import type { Figure, PromisedFigure, ToldFigure, UnitPage } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { periodInWords } from '../../figures/period';
import { difference, differenceIn } from '../indicators/difference';

/** The figures that are looked at first, against the same time of the year before, and what was promised. Each opens. */
export function UnitFigures({ page: { figures, targets, before } }: { page: UnitPage }) {
  return (
    <>
      {figures.length ? (
        <section aria-label="主要数字" data-part="unit-figures">
          <h2 className="group-title">
            主要数字
            <small>与上年同期（{periodInWords(before)}）比</small>
          </h2>
          <ul className="home-tiles">
            {figures.map((told) => (
              <Told key={told.now.indicator} told={told} />
            ))}
          </ul>
        </section>
      ) : null}
      {targets.length ? (
        <section aria-label="目标" data-part="unit-targets">
          <h2 className="group-title">目标</h2>
          <ul className="home-tiles">
            {targets.map((promise) => (
              <Target key={promise.target.indicator} promise={promise} />
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** What is kept back is told as that; that nothing was written down before is no news. */
const SUPPRESSED = 'figure.suppressed';

function Told({ told: { now, before } }: { told: ToldFigure }) {
  const by = difference(now, before ?? undefined);
  return (
    <li className="home-tile">
      <h3 className="home-name">
        <Link to={explored(now)}>{now.name}</Link>
      </h3>
      <FigureLink figure={now} />
      {before?.value || before?.missing?.code === SUPPRESSED ? (
        <p className="home-change unit-before">
          上年同期 <FigureLink figure={before} />
          {by ? `，${by}${by === '持平' ? '' : differenceIn(now.in)}` : ''}
        </p>
      ) : null}
    </li>
  );
}

function Target({ promise: { target, so_far: reached } }: { promise: PromisedFigure }) {
  return (
    <li className="home-tile">
      <h3 className="home-name">
        <Link to={explored(target)}>{target.name}</Link>
      </h3>
      <FigureLink figure={target} />
      {reached ? (
        <p className="home-change unit-before">
          {reached.name}现在 <FigureLink figure={reached} />
        </p>
      ) : null}
    </li>
  );
}

function explored({ indicator, unit, period }: Figure) {
  return { pathname: `/indicators/${encodeURIComponent(indicator)}`, search: new URLSearchParams({ unit, period }).toString() };
}
