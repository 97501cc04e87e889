import type { ReactNode } from 'react';
import type { UnitAround, UnitPage } from '../../api/types';
import { UnitLink } from '../../shell/UnitLink';

/** Where the unit stands among the others, and what it was: each a line, and only those that say something. */
export function UnitPlace({ page, period }: { page: UnitPage; period: string }) {
  const { above, below, predecessors, successors, belonged_to: left, former } = page;
  const lines: [string, ReactNode[], string][] = [
    ['上级', [...above].reverse().map((unit) => <One key={unit.id} unit={unit} period={period} />), ' › '],
    ['下级', below.map((unit) => <One key={unit.id} unit={unit} period={period} />), '、'],
    ['曾用名', former.map(({ name, until }) => <span key={name}>{`${name}（${until} 改）`}</span>), '、'],
    ['曾属', left.map(({ unit, until }) => <span key={`${unit.id} ${until}`}><One unit={unit} period={period} />（到 {until} 止）</span>), '、'],
    ['由来', predecessors.map((unit) => <One key={unit.id} unit={unit} period={period} />), '、'],
    ['接续', successors.map((unit) => <One key={unit.id} unit={unit} period={period} />), '、'],
  ];
  const said = lines.filter(([, items]) => items.length > 0);
  if (!said.length) return null;
  return (
    <section className="sheet unit-part" aria-label="所在" data-part="unit-place">
      <dl className="unit-lines">
        {said.map(([name, items, between]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {items.map((item, i) => (
                <span key={i} className="unit-item">
                  {item}
                  {i < items.length - 1 ? between : ''}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A unit that has a page for this reader leads there; any other is a name. */
function One({ unit, period }: { unit: UnitAround; period: string }) {
  const name = unit.ends ? `${unit.name}（${unit.ends} 撤销）` : unit.name;
  return unit.opens ? <UnitLink unit={unit.id} name={name} period={period} /> : <>{name}</>;
}
