import { FigureLink } from '../../figures/FigureLink';
import { PARTS, periodInWords, split } from '../../figures/period';
import { UnitLink } from '../../shell/UnitLink';
import { difference, differenceIn, earlierOf, type Against } from './difference';
import type { UnitRow } from './spread_rows';
import type { Explored } from './useExplored';

interface Props {
  explored: Explored;
  against: Against;
}

/** One row a unit, one column a part of the period; what a split left undecided is a row of its own, and opens as well. */
export function SpreadTable({ explored, against }: Props) {
  const { own, rows, whole, parts } = explored;
  const periods = [whole, ...parts];
  return (
    <div className="sheet table-scroll spread-scroll">
      <table className={parts.length ? 'rows spread' : 'rows spread spread-one'} data-part="spread">
        <thead>
          <tr>
            <th scope="col" className="spread-unit">
              单位
            </th>
            {periods.map((period) => (
              <th key={period} scope="col" className="number">
                {heading(period, whole)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[own, ...rows].map((row) => (
            <tr key={`${row.key}${row.of}`} className={row === own ? 'spread-own' : undefined} data-unit={row.key}>
              <th scope="row" className="spread-unit">
                {row.of ? row.name : <UnitLink unit={row.key} name={row.name} period={whole} />}
                {row.of ? <small className="spread-of">{row.of}已拆分，这些记录还没有定归哪个单位</small> : null}
              </th>
              {periods.map((period) => (
                <Cell key={period} row={row} period={period} against={against} find={explored.find} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ row, period, against, find }: { row: UnitRow; period: string; against: Against; find: Explored['find'] }) {
  const figure = row.cells.get(period)?.figure;
  if (!figure) return <td className="number" />;
  const earlier = earlierOf(period, against);
  const before = earlier ? find(row, earlier) : undefined;
  const by = difference(figure, before);
  return (
    <td className="number">
      <FigureLink figure={figure} text={figure.value ?? ''} />
      {before ? (
        <span className="spread-before" title={by ? `比${periodInWords(before.period)}${by}${by === '持平' ? '' : differenceIn(figure.in)}` : undefined}>
          <FigureLink figure={before} text={before.value ?? ''} />
          {by ? <b>{by}</b> : null}
        </span>
      ) : null}
    </td>
  );
}

/** The year is said once, over the whole. */
function heading(period: string, whole: string): string {
  const part = split(period)?.part;
  if (period === whole || !part || split(period)?.year !== split(whole)?.year) return periodInWords(period);
  return PARTS.find(({ value }) => value === part)?.label ?? periodInWords(period);
}
