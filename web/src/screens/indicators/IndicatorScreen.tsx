import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import '../../styles/forms.css';
import { figures, indicators, session, units } from '../../api/queries';
import type { Ask, Indicator, Session, Unit } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { split } from '../../figures/period';
import { PeriodChooser, UnitChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { SpreadTable } from './SpreadTable';
import { KIND_WORDS } from './kinds';

/** One indicator: what it means, what it is for a unit and a period, and how it spreads over the units below. */
export default function IndicatorScreen() {
  const id = useParams().indicator ?? '';
  const all = useQuery(indicators);
  const who = useQuery(session);
  const places = useQuery(units);
  useTitle(all.data?.find((known) => known.id === id)?.name, '指标');
  const cause = all.error ?? who.error ?? places.error;
  if (cause) return <div className="page"><Trouble cause={cause} retry={() => void all.refetch()} /></div>;
  if (!all.data || !who.data || !places.data) return <Waiting what="指标" />;
  const indicator = all.data.find((known) => known.id === id);
  if (!indicator) {
    return (
      <div className="page">
        <Empty title="没有这个指标">
          它可能已改名。请回到<Link to="/indicators">全部指标</Link>里查找。
        </Empty>
      </div>
    );
  }
  return <Asked indicator={indicator} who={who.data} places={places.data} />;
}

function Asked({ indicator, who, places }: { indicator: Indicator; who: Session; places: Unit[] }) {
  const [value, setAddress] = useAddress();
  const ask: Ask = { indicator: indicator.id, unit: value('unit') || who.unit.id, period: value('period') || who.period };
  const found = useQuery(figures([ask]));
  const below = levelBelow(places, ask.unit);
  const every = value('every');
  // Boundaries are only asked about where a unit has ever been merged or split.
  const redrawn = below !== undefined && places.some(({ ends }) => ends);
  const spreadAsk: Ask = redrawn && value('bounds') === 'now' ? { ...ask, boundaries: 'now' } : ask;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{indicator.name}</h1>
        <p className="page-about">
          {indicator.about ?? KIND_WORDS[indicator.kind] ?? ''}
          {indicator.aliases.length ? `（也叫：${indicator.aliases.join('、')}）` : ''}
        </p>
      </div>
      <div className="filters">
        <UnitChooser value={ask.unit} onChange={(unit) => setAddress({ unit })} />
        <PeriodChooser value={ask.period} today={who.today} onChange={(period) => setAddress({ period })} />
      </div>
      <div className="sheet asked">
        {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
        {found.isPending ? <Waiting what="数" /> : null}
        {found.data?.figures[0] ? <FigureLink figure={found.data.figures[0]} /> : null}
        {found.data?.figures[0]?.missing ? <p className="hint">{found.data.figures[0].missing.message}</p> : null}
        <Link className="hint" style={{ marginLeft: 'auto' }} to={indicator.ledger ? `/ledgers/${indicator.ledger}` : '/indicators'}>
          {indicator.ledger ? '看台账' : '全部指标'}
        </Link>
      </div>
      {below || parts(ask.period) ? (
        <>
          <h2 className="group-title">{below ? `各${below.name}` : '分时段'}</h2>
          {parts(ask.period) || redrawn ? (
            <div className="filters">
              {parts(ask.period) ? (
                <label className="chooser">
                  <span>按</span>
                  <select value={every} onChange={(event) => setAddress({ every: event.target.value })}>
                    <option value="">整段时期</option>
                    <option value="quarter">季度</option>
                    <option value="month">月</option>
                  </select>
                </label>
              ) : null}
              {redrawn ? (
                <label className="chooser">
                  <span>区划按</span>
                  <select value={value('bounds')} data-act="bounds" onChange={(event) => setAddress({ bounds: event.target.value })}>
                    <option value="">当时的</option>
                    <option value="now">今天的</option>
                  </select>
                </label>
              ) : null}
            </div>
          ) : null}
          <SpreadTable ask={spreadAsk} level={below?.level ?? null} every={every || null} />
        </>
      ) : null}
    </div>
  );
}

/** The level of the units just below, where there are any. */
function levelBelow(places: Unit[], unit: string): { level: string; name: string } | undefined {
  const child = places.find(({ parent, ends }) => parent === unit && !ends);
  return child ? { level: child.level, name: child.level_name } : undefined;
}

function parts(period: string): boolean {
  const part = split(period)?.part;
  return part === '' || part === '-H1' || part === '-H2';
}
