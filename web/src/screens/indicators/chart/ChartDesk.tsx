import { Suspense, lazy, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Breakwater } from '../../../shell/Breakwater';
import { Waiting } from '../../../shell/Waiting';
import { figureStep, useTrail } from '../../../figures/trail';
import { periodInWords } from '../../../figures/period';
import type { Indicator } from '../../../api/types';
import type { Against } from '../difference';
import type { Explored } from '../useExplored';
import { EVERY_UNIT, MOST_LINES, drawable, drawn as drawnOf, type Of } from './series';

const Chart = lazy(() => import('./Chart'));

interface Props {
  indicator: Indicator;
  explored: Explored;
  against: Against;
  againstName: string;
  of: Of;
  setOf: (of: Of) => void;
}

/** The chart, whose course it draws, and the way to take it along. The library is loaded when somebody looks at one. */
export function ChartDesk({ indicator, explored, against, againstName, of, setOf }: Props) {
  const trail = useTrail();
  const navigate = useNavigate();
  const { own, rows, whole, parts } = explored;
  const drawn = useMemo(() => drawnOf(explored, against, of, againstName), [explored, against, of, againstName]);
  const caption = useMemo(
    () => ({ title: indicator.name, under: [own.name, periodInWords(whole), `单位：${indicator.in}`].join(' · '), measure: indicator.in }),
    [indicator, own.name, whole],
  );
  if (!drawable(drawn)) return <p className="hint chart-none">这段时期还没有数，画不出图。换一个时期，或先补登记。</p>;
  const keep = async () => {
    const { pictureOf } = await import('./Chart');
    const link = document.createElement('a');
    link.href = pictureOf(drawn, caption);
    link.download = `${[indicator.name, own.name, periodInWords(whole)].join('-')}.png`;
    link.click();
  };
  const units = rows.filter(({ of: split }) => !split);
  return (
    <figure className="sheet chart-sheet">
      <div className="chart-tools">
        {parts.length && units.length ? (
          <label className="chooser">
            <span>画</span>
            <select value={of} data-act="chart-of" onChange={(event) => setOf(event.target.value)}>
              <option value="">{own.name}</option>
              <option value={EVERY_UNIT}>{units.length > MOST_LINES ? `前 ${MOST_LINES} 个单位` : '各单位一起'}</option>
              {units.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <button type="button" className="button" data-act="picture" onClick={() => void keep()}>
          存成图片
        </button>
      </div>
      <Breakwater>
        <Suspense fallback={<Waiting what="图" />}>
          <Chart drawn={drawn} caption={caption} open={(figure) => void navigate(trail.only(figureStep(figure)))} />
        </Suspense>
      </Breakwater>
    </figure>
  );
}
