import { useQuery } from '@tanstack/react-query';
import { ledger as ledgerQuery } from '../../api/queries';
import type { Fit } from '../../api/start';
import { aliasOf, bringsInWords } from '../ledgers/columns';
import { useKnown } from '../ledgers/useKnown';

/** More columns than are listed without being asked for. */
const FEW = 8;

/** What each column of the sheet fills in a ledger there is, and by which of its names a heading is known. */
export function FitColumns({ fit }: { fit: Fit }) {
  const ledger = useQuery(ledgerQuery(fit.ledger)).data;
  const known = useKnown(ledger);
  const columns = [...fit.taken].sort((a, b) => a.column - b.column);
  const lost = columns.filter(({ brings }) => brings === 'unknown').length;
  if (!ledger || !columns.length) return null;
  return (
    <details className="fit-columns" open={columns.length <= FEW} data-part="fit-columns">
      <summary>
        各列登记到哪一项{lost ? <span className="hint">{lost} 列对不上，导入时可以改</span> : null}
      </summary>
      <ul>
        {columns.map((column) => {
          const alias = aliasOf(column, ledger);
          const dropped = column.brings === 'unknown' || column.brings === 'nothing';
          return (
            <li key={column.column} className={dropped ? 'column-unread' : undefined} data-column={column.column} data-brings={column.brings}>
              <span>{column.heading || `第 ${column.column} 列`}</span>
              <b>{bringsInWords(column, ledger, known)}</b>
              <span className="hint">
                {alias ? `台账里也叫“${alias}”。` : ''}
                {column.measure ? `按${column.measure}读。` : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
