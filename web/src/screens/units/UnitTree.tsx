import { useState, type ReactNode } from 'react';
import type { Unit } from '../../api/types';
import { UnitLink } from '../../shell/UnitLink';

interface Props {
  units: Unit[];
  /** Words that a unit's name or code must hold; the units above it are shown with it. */
  words: string;
  /** Whether units that have ended are shown. */
  ended: boolean;
  /** What stands behind a unit. */
  acts: (unit: Unit) => ReactNode;
  /** What stands below it. */
  below: (unit: Unit) => ReactNode;
}

/** The units as they are nested; closed below the second level, so that a county is seen at a glance; a township alone in it lies open. */
export function UnitTree({ units, words, ended, acts, below }: Props) {
  // Those that were opened or closed by hand against what they are at first.
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const turn = (id: string) => setTurned((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const shown = units.filter((unit) => ended || !unit.ends);
  const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? id;
  const children = new Map<string | null, Unit[]>();
  for (const unit of shown) children.set(unit.parent ?? null, [...(children.get(unit.parent ?? null) ?? []), unit]);
  const fits = ({ name, id }: Unit) => name.includes(words) || id.includes(words);
  const within = (unit: Unit): boolean => fits(unit) || (children.get(unit.id) ?? []).some(within);
  const branch = (unit: Unit, depth: number, alone: boolean): ReactNode => {
    const inside = (children.get(unit.id) ?? []).filter((child) => !words || within(child) || fits(unit));
    const isOpen = (depth < 1 || (depth < 2 && alone) || words !== '') !== turned.has(unit.id);
    return (
      <li key={unit.id} data-unit={unit.id}>
        <div className="unit-row">
          {inside.length ? (
            <button type="button" className="unit-fold" aria-expanded={isOpen} aria-label={`${unit.name}下面的 ${inside.length} 个单位`} onClick={() => turn(unit.id)}>
              {isOpen ? '▾' : '▸'}
            </button>
          ) : (
            <span className="unit-fold" />
          )}
          <span className="unit-line">
            <b className={unit.ends ? 'unit-ended' : undefined}>
              <UnitLink unit={unit.id} name={unit.name} />
            </b>
            <span className="hint">
              {unit.level_name} · {unit.id}
              {inside.length ? ` · 下面 ${inside.length} 个` : ''}
              {unit.ends ? ` · ${unit.ends} 撤销${unit.successors.length ? `，由${unit.successors.map(nameOf).join('、')}接续` : ''}` : ''}
            </span>
            {acts(unit)}
          </span>
        </div>
        {below(unit)}
        {inside.length && isOpen ? <ul>{inside.map((child) => branch(child, depth + 1, inside.length === 1))}</ul> : null}
      </li>
    );
  };
  const roots = (children.get(null) ?? []).filter((unit) => !words || within(unit));
  if (!roots.length) return <p className="hint">没有名称或代码里有“{words}”的单位。</p>;
  return (
    <ul className="unit-tree" data-part="units">
      {roots.map((unit) => branch(unit, 0, roots.length === 1))}
    </ul>
  );
}
