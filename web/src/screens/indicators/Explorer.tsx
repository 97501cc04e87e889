import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { unitShapes } from '../../api/queries';
import type { Ask, Indicator, Unit } from '../../api/types';
import { split } from '../../figures/period';
import { Trouble } from '../../shell/Trouble';
import { Ways } from '../../shell/Ways';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { ChartDesk } from './chart/ChartDesk';
import { earlierOf, type Against } from './difference';
import { levelsBelow, type Level } from './levels';
import { SpreadTable } from './SpreadTable';
import { useExplored } from './useExplored';

const ShadeDesk = lazy(() => import('./shade/ShadeDesk'));

interface Props {
  indicator: Indicator;
  ask: Ask;
  places: Unit[];
}

/** No level below: only the unit itself. A word, for a blank one is the usual. */
const ITSELF = 'itself';
const WHOLE = 'whole';

/** An indicator over the units of a level and the parts of a period, against another time: as a chart and as a table. */
export function Explorer({ indicator, ask, places }: Props) {
  const [value, setAddress] = useAddress();
  const levels = levelsBelow(places, ask.unit);
  const divides = divisions(ask.period);
  // Boundaries are only asked about where a unit has ever been merged or split.
  const redrawn = levels.length > 0 && places.some(({ ends }) => ends);
  const level = levelOf(value('level'), levels);
  const every = value('every') === WHOLE ? null : (divides.find(({ every: known }) => known === value('every')) ?? divides[0])?.every ?? null;
  const against = againstOf(value('against'), ask.period);
  const spreadAsk: Ask = redrawn && value('bounds') === 'now' ? { ...ask, boundaries: 'now' } : ask;
  const { data, error, retry } = useExplored({ ask: spreadAsk, level, every, against });
  const shapes = useQuery(unitShapes).data?.shapes ?? [];
  const drawable = data?.rows.some(({ key, of }) => !of && shapes.some(({ unit }) => unit === key)) ?? false;
  const onMap = drawable && value('as') === 'map';
  const againstName = AGAINST.find((known) => known.against === against)?.name ?? '';
  return (
    <section aria-label="分项">
      <div className="filters explorer-tools">
        {levels.length ? (
          <Chooser name="分到" value={level ?? ITSELF} act="level" onChange={(next) => setAddress({ level: next === levels[0]?.level ? '' : next })}>
            {levels.map(({ level: id, name }) => (
              <option key={id} value={id}>
                各{name}
              </option>
            ))}
            <option value={ITSELF}>不分单位</option>
          </Chooser>
        ) : null}
        {divides.length ? (
          <Chooser name="按" value={every ?? WHOLE} act="every" onChange={(next) => setAddress({ every: next === divides[0]?.every ? '' : next })}>
            {divides.map(({ every: id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={WHOLE}>整段时期</option>
          </Chooser>
        ) : null}
        <Chooser name="对比" value={against} act="against" onChange={(next) => setAddress({ against: next })}>
          <option value="">不对比</option>
          {AGAINST.filter((known) => earlierOf(ask.period, known.against)).map((known) => (
            <option key={known.against} value={known.against}>
              {known.name}
            </option>
          ))}
        </Chooser>
        {redrawn ? (
          <Chooser name="区划按" value={value('bounds')} act="bounds" onChange={(bounds) => setAddress({ bounds })}>
            <option value="">当时的</option>
            <option value="now">今天的</option>
          </Chooser>
        ) : null}
      </div>
      {error ? <Trouble cause={error} retry={retry} /> : null}
      {!data && !error ? <Waiting what="分项" /> : null}
      {data ? (
        <>
          {drawable ? <Ways map={onMap} choose={(map) => setAddress({ as: map ? 'map' : '' })} plain="图表" /> : null}
          {onMap ? (
            <Suspense fallback={<Waiting what="地图" />}>
              <ShadeDesk indicator={indicator} explored={data} shapes={shapes} />
            </Suspense>
          ) : (
            <ChartDesk indicator={indicator} explored={data} against={against} againstName={againstName} of={value('of')} setOf={(of) => setAddress({ of })} />
          )}
          {against ? <p className="hint spread-note">每格下面一行是{againstName}的数和增减，点开也能看依据。</p> : null}
          <SpreadTable explored={data} against={against} />
        </>
      ) : null}
    </section>
  );
}

const AGAINST: { against: Against; name: string }[] = [
  { against: 'year', name: '上年同期' },
  { against: 'part', name: '上一期' },
];

function againstOf(text: string, period: string): Against {
  return AGAINST.find(({ against }) => against === text && earlierOf(period, against))?.against ?? '';
}

function levelOf(text: string, levels: Level[]): string | null {
  if (text === ITSELF) return null;
  return (levels.find(({ level }) => level === text) ?? levels[0])?.level ?? null;
}

/** How a period can be divided, the usual way first. */
function divisions(period: string): { every: string; name: string }[] {
  const part = split(period)?.part;
  if (part === '' || part === '-H1' || part === '-H2') return [{ every: 'month', name: '月' }, { every: 'quarter', name: '季度' }];
  return part?.startsWith('-Q') ? [{ every: 'month', name: '月' }] : [];
}

interface ChooserProps {
  name: string;
  value: string;
  act: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}

function Chooser({ name, value, act, onChange, children }: ChooserProps) {
  return (
    <label className="chooser">
      <span>{name}</span>
      <select value={value} data-act={act} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}
