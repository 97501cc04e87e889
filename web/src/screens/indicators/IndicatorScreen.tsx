import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import '../../styles/forms.css';
import '../../styles/explorer.css';
import { figures, indicators, session, units } from '../../api/queries';
import type { Ask, Indicator, Session, Unit } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { periodInWords } from '../../figures/period';
import { PeriodChooser, UnitChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { UnitLink } from '../../shell/UnitLink';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { PinFigure } from '../home/PinFigure';
import { Explorer } from './Explorer';
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
        <Empty title="没有这个指标" page>
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
  const [figure] = found.data?.figures ?? [];
  return (
    <div className="page page-wide">
      <div className="page-head">
        <h1>{indicator.name}</h1>
        <div className="page-tools">
          <Link className="button" to={indicator.ledger ? `/ledgers/${indicator.ledger}` : '/indicators'}>
            {indicator.ledger ? '看台账' : '全部指标'}
          </Link>
          <PinFigure indicator={indicator.id} unit={ask.unit === who.unit.id ? null : ask.unit} />
          <button type="button" className="button" onClick={() => window.print()}>
            打印
          </button>
        </div>
        <p className="page-about">
          {indicator.about ?? KIND_WORDS[indicator.kind] ?? ''}
          {indicator.aliases.length ? `（也叫：${indicator.aliases.join('、')}）` : ''}
        </p>
      </div>
      <div className="filters">
        <UnitChooser value={ask.unit} onChange={(unit) => setAddress({ unit, level: '', of: '' })} />
        <PeriodChooser value={ask.period} today={who.today} onChange={(period) => setAddress({ period })} />
      </div>
      <div className="sheet asked">
        {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
        {found.isPending ? <Waiting what="数" /> : null}
        {figure ? (
          <>
            <FigureLink figure={figure} />
            <span className="hint">
              <UnitLink unit={figure.unit} name={figure.unit_name} period={figure.period} /> · {periodInWords(figure.period)} · {figure.grade_name}
            </span>
          </>
        ) : null}
        {figure?.missing ? <p className="hint">{figure.missing.message}</p> : null}
      </div>
      <Explorer key={indicator.id} indicator={indicator} ask={ask} places={places} />
    </div>
  );
}
