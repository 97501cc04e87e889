import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { links, type RecordRef } from '../../api/queries';
import type { LedgerRecord, RecordLink } from '../../api/types';
import { useTrail } from '../../figures/trail';
import { Trouble } from '../../shell/Trouble';

/** What refers to the record, ledger by ledger, the newest first: everything that is kept about a household or a project. */
export function Links({ of, opened }: { of: RecordRef; opened: RecordLink[] | undefined }) {
  const found = useQuery(links(of));
  const shown = opened?.length ? opened : found.data;
  if (!shown) return found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null;
  if (!shown.length) return null;
  const several = (ledger: string) => shown.filter((link) => link.ledger === ledger).length > 1;
  return (
    <section aria-label="关联的记录" data-part="links">
      <h3>关联的记录</h3>
      {shown.map((link) => (
        <div key={`${link.ledger}.${link.field}`} className="links" data-ledger={link.ledger}>
          <p className="links-head">
            <b>
              {link.ledger_name}
              {several(link.ledger) ? `（${link.field_name}）` : ''}
            </b>
            <span>{link.total} 条</span>
            {link.sums.map(({ name, shown }) => (
              <span key={name}>
                {name}合计 {shown}
              </span>
            ))}
            {link.total > link.records.length && link.filter ? <Link to={listOf(link)}>全部列出</Link> : null}
          </p>
          <ul>
            {link.records.map((record) => (
              <Linked key={record.record} record={record} date={link.date} />
            ))}
          </ul>
          {link.total > link.records.length ? <p className="closed-note">这里列出最近的 {link.records.length} 条。</p> : null}
        </div>
      ))}
    </section>
  );
}

function Linked({ record, date }: { record: LedgerRecord; date: string }) {
  const trail = useTrail();
  const { ledger, book } = record;
  return (
    <li>
      <span className="links-day">{record.shown[date] ?? ''}</span>
      <Link to={trail.after({ kind: 'record', ledger, book, record: record.record })}>{record.title}</Link>
      {record.state_name ? <span className="state">{record.state_name}</span> : null}
    </li>
  );
}

function listOf({ ledger, filter }: RecordLink) {
  return { pathname: `/ledgers/${encodeURIComponent(ledger)}`, search: new URLSearchParams({ where: filter ?? '' }).toString() };
}
