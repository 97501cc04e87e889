import { useQuery } from '@tanstack/react-query';
import { spread } from '../../api/queries';
import type { Ask, SpreadRow } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { periodInWords } from '../../figures/period';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';

/** One row a unit, one column a part of the period; what a split left undecided is a row of its own. */
export function SpreadTable({ ask, level, every }: { ask: Ask; level: string | null; every: string | null }) {
  const found = useQuery(spread(ask, level, every));
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="分项" />;
  const periods = [...new Set(found.data.cells.map(({ period }) => period))];
  const rows = group(found.data.cells);
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
          {rows.map(({ unit, name, cells }) => (
            <tr key={unit ?? ''}>
              <td>{name || '待划分'}</td>
              {periods.map((period) => {
                const figure = cells.get(period)?.figure;
                return (
                  <td key={period} className="number">
                    {figure ? unit ? <FigureLink figure={figure} text={figure.value ?? ''} /> : <span title="这一部分还没有划到哪个单位">{figure.value ?? '—'}</span> : ''}
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

function group(cells: SpreadRow[]): { unit: string | null; name: string; cells: Map<string, SpreadRow> }[] {
  const units = new Map<string | null, { unit: string | null; name: string; cells: Map<string, SpreadRow> }>();
  for (const cell of cells) {
    const row = units.get(cell.unit) ?? { unit: cell.unit, name: cell.unit_name, cells: new Map<string, SpreadRow>() };
    row.cells.set(cell.period, cell);
    units.set(cell.unit, row);
  }
  return [...units.values()];
}
