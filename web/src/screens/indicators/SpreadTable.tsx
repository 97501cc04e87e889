import { useQuery } from '@tanstack/react-query';
import { spread } from '../../api/queries';
import type { Ask } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { periodInWords } from '../../figures/period';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { spreadRows } from './spread_rows';

/** One row a unit, one column a part of the period; what a split left undecided is a row of its own, and opens as well. */
export function SpreadTable({ ask, level, every }: { ask: Ask; level: string | null; every: string | null }) {
  const found = useQuery(spread(ask, level, every));
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="分项" />;
  const periods = [...new Set(found.data.cells.map(({ period }) => period))];
  const rows = spreadRows(found.data.cells);
  return (
    <div className="sheet table-scroll">
      <table className="rows" data-part="spread">
        <thead>
          <tr>
            <th scope="col">单位</th>
            {periods.map((period) => (
              <th key={period} scope="col" className="number">
                {periodInWords(period)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, of, cells }) => (
            <tr key={`${key}${of}`}>
              <td>
                {name}
                {of ? <small className="spread-of">{of}已拆分，这些记录还没有定归哪个单位</small> : null}
              </td>
              {periods.map((period) => {
                const figure = cells.get(period)?.figure;
                return (
                  <td key={period} className="number">
                    {figure ? <FigureLink figure={figure} text={figure.value ?? ''} /> : ''}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
