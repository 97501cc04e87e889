import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { figures } from '../../api/queries';
import type { Ask, Figure, Indicator, Session, Tile } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { periodInWords } from '../../figures/period';
import { useLate } from '../../shell/useLate';
import { difference, differenceIn, earlierOf, type Against } from '../indicators/difference';
import { NotNow } from './NotNow';
import { periodOf, spanName } from './spans';

const AGAINST: { against: Against; name: string }[] = [
  { against: 'year', name: '比上年同期' },
  { against: 'part', name: '比上月' },
];

/** A figure that opens, with how much more or less it is than before where there was one. */
export function FigureTile({ tile, who, indicator }: { tile: Tile & { kind: 'figure' }; who: Session; indicator: Indicator | undefined }) {
  const period = periodOf(tile.period, who.today, who.period);
  const ask = (of: string): Ask => ({ indicator: tile.indicator, unit: tile.unit ?? who.unit.id, period: of });
  const monthly = tile.period === 'month' || tile.period === 'last_month';
  const earlier = AGAINST.filter(({ against }) => against === 'year' || monthly).flatMap(({ against, name }) => {
    const of = earlierOf(period, against);
    return of ? [{ name, of }] : [];
  });
  const asks = [ask(period), ...earlier.map(({ of }) => ask(of))];
  const found = useQuery({ ...figures(asks), enabled: indicator !== undefined });
  const [now, ...before] = found.data?.figures ?? [];
  const late = useLate(now === undefined);
  const name = indicator?.name ?? '看不到的指标';
  return (
    <>
      <h2 className="home-name">{indicator ? <Link to={{ pathname: `/indicators/${tile.indicator}`, search: searchOf(ask(period), who) }}>{name}</Link> : name}</h2>
      {indicator ? null : <p className="hint">{GONE}可以点“整理首页”拿掉。</p>}
      {found.error ? <NotNow cause={found.error} gone={GONE} retry={() => void found.refetch()} /> : null}
      {now ? <FigureLink figure={now} /> : indicator && !found.error ? <Counting late={late} /> : null}
      {now ? <p className="hint">{[now.unit_name, `${spanName(tile.period)}（${periodInWords(now.period)}）`].filter(Boolean).join(' · ')}</p> : null}
      {now ? <Changes now={now} before={before} names={earlier.map((one) => one.name)} /> : null}
    </>
  );
}

const GONE = '这个指标已经没有，或您现在的岗位看不到。';

/** Dots at first, for most come at once; then a word. */
function Counting({ late }: { late: boolean }) {
  return (
    <span className="home-wait" role="status">
      {late ? '正在算……' : '……'}
    </span>
  );
}

function Changes({ now, before, names }: { now: Figure; before: Figure[]; names: string[] }) {
  const told = before.flatMap((figure, i) => {
    const by = difference(now, figure);
    return by ? [`${names[i]} ${by}${by === '持平' ? '' : differenceIn(now.in)}`] : [];
  });
  return told.length ? <p className="home-change">{told.join('；')}</p> : null;
}

function searchOf({ unit, period }: Ask, who: Session): string {
  return new URLSearchParams({ ...(unit === who.unit.id ? {} : { unit }), period }).toString();
}
