import { useQuery } from '@tanstack/react-query';
import { totals as totalsQuery, type ListAsk } from '../../../api/queries';
import type { LedgerRecord } from '../../../api/types';
import type { Column } from './shown_columns';
import { isAdded, sumsOf, totalsOf } from './totals';

interface Props {
  ledger: string;
  asked: ListAsk;
  columns: Column[];
  records: LedgerRecord[];
  /** Rows on all pages. */
  total: number;
}

/** The last rows of a list: what this page adds up to, and what all pages do. */
export function Totals({ ledger, asked, columns, records, total }: Props) {
  const adds = isAdded(columns) && total > 1;
  const paged = total > records.length;
  const all = useQuery({ ...totalsQuery(ledger, asked), enabled: adds && paged });
  if (!adds) return null;
  const page = sumsOf(columns, records);
  return (
    <tfoot data-part="totals">
      {page.some(Boolean) && records.length > 1 ? <Sums label={paged ? `本页 ${records.length} 条` : `合计 ${total} 条`} columns={columns} sums={page} /> : null}
      {paged ? (
        <Sums
          label={all.data ? `全部 ${all.data.total} 条` : all.error ? '全部合计没有算出来' : '正在合计全部……'}
          columns={columns}
          sums={totalsOf(columns, all.data)}
          busy={all.isPending}
        />
      ) : null}
    </tfoot>
  );
}

function Sums({ label, columns, sums, busy }: { label: string; columns: Column[]; sums: string[]; busy?: boolean }) {
  return (
    <tr aria-busy={busy}>
      <td className="list-check" />
      <td className="list-title">{label}</td>
      {columns.map((column, i) => (
        <td key={column.id} data-label={column.name} className={['number', sums[i] ? '' : 'cell-empty'].join(' ')}>
          {sums[i]}
        </td>
      ))}
    </tr>
  );
}
