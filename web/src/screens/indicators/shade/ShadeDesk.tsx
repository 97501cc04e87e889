import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import '../../../styles/map.css';
import type { Figure, Indicator, UnitShape } from '../../../api/types';
import { shown } from '../../../figures/FigureLink';
import { periodInWords } from '../../../figures/period';
import { figureStep, useTrail } from '../../../figures/trail';
import type { Explored } from '../useExplored';
import { classInWords, classesOf, darkness, shadeOf } from './classes';
import { planOf, type Drawn } from './plan';

interface Props {
  indicator: Indicator;
  explored: Explored;
  shapes: UnitShape[];
}

/** The figures of the whole period on the outlines of their units: darker is more. A unit opens its figure, as its cell in the table does. */
export default function ShadeDesk({ indicator, explored, shapes }: Props) {
  const [about, setAbout] = useState<Drawn>();
  const trail = useTrail();
  const navigate = useNavigate();
  const plan = useMemo(() => planOf(explored, shapes), [explored, shapes]);
  const figures = plan.units.flatMap(({ figure }) => figure ?? []);
  const classes = useMemo(() => classesOf(figures, indicator.in === '%' || indicator.in === '‰'), [plan]);
  const missing = plan.units.filter(({ figure }) => !figure?.value).map(({ name }) => name);
  const missingSaid = missing.length ? `缺数：${missing.length} 个单位` : '';
  const caption = {
    title: indicator.name,
    under: [explored.own.name, periodInWords(explored.whole), `单位：${indicator.in}`].join(' · '),
    measure: indicator.in,
  };
  const open = (figure: Figure | undefined) => figure && void navigate(trail.only(figureStep(figure)));
  const keep = async () => {
    const { pictureOf } = await import('./picture');
    const link = document.createElement('a');
    link.href = pictureOf(plan, classes, caption, missingSaid);
    link.download = `${[indicator.name, explored.own.name, periodInWords(explored.whole), '地图'].join('-')}.png`;
    link.click();
  };
  if (!plan.units.length) return <p className="hint chart-none">这一级的单位还没有边界，画不出地图。边界在“单位”页导入。</p>;
  return (
    <figure className="sheet chart-sheet" data-part="shade">
      <div className="chart-tools">
        <button type="button" className="button" data-act="picture" onClick={() => void keep()}>
          存成图片
        </button>
      </div>
      <figcaption>
        <b>{caption.title}</b> <span className="hint">{caption.under}</span>
      </figcaption>
      <svg className="shade-svg" viewBox={`0 0 ${plan.width} ${plan.height}`} role="group" aria-label={`${caption.title}，${caption.under}，按单位着色。同样的数都在下面的表里。`}>
        <defs>
          <pattern id="shade-none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" style={{ fill: 'var(--paper)' }} />
            <rect width="1.2" height="6" style={{ fill: 'var(--edge)' }} />
          </pattern>
        </defs>
        {plan.units.map((unit) => {
          const shade = shadeOf(unit.figure, classes);
          return (
            <path
              key={unit.key}
              className={unit.figure && trail.isOpen(figureStep(unit.figure)) ? 'shade-unit shade-open' : 'shade-unit'}
              d={unit.path}
              fillRule="evenodd"
              style={{ fill: shade === undefined ? 'url(#shade-none)' : `var(--shade-${shade + 1})` }}
              role="link"
              tabIndex={0}
              aria-label={`${said(unit)}。打开看依据`}
              data-unit={unit.key}
              data-class={shade ?? 'none'}
              onClick={() => open(unit.figure)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') open(unit.figure);
              }}
              onMouseEnter={() => setAbout(unit)}
              onMouseLeave={() => setAbout(undefined)}
              onFocus={() => setAbout(unit)}
              onBlur={() => setAbout(undefined)}
            />
          );
        })}
        {plan.units.map(({ key, name, at }) => (
          <text key={key} x={at[0]} y={at[1]} aria-hidden="true">
            {name}
          </text>
        ))}
      </svg>
      <p className="shade-said" data-part="shade-said">
        {about ? said(about) : <span className="hint">指到一个单位看数，点开看依据。</span>}
      </p>
      <ul className="shade-legend" data-part="shade-legend">
        {classes.map((one, i) => (
          <li key={one.from}>
            <span className="shade-box" style={{ background: `var(--shade-${darkness(i, classes.length) + 1})` }} />
            {classInWords(one, indicator.in)}
            <span className="hint">{one.count} 个单位</span>
          </li>
        ))}
        {missing.length ? (
          <li>
            <span className="shade-box shade-box-none" />
            {missingSaid}
          </li>
        ) : null}
      </ul>
      {plan.without.length ? <p className="hint">没有边界、画不出的 {plan.without.length} 个：{plan.without.join('、')}。</p> : null}
    </figure>
  );
}

function said({ name, figure }: Drawn): string {
  return `${name}：${(figure && shown(figure)) || '缺数'}`;
}
