import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ledgers, session } from '../../api/queries';
import { usedBy } from './used';

/** Where somebody writes day by day, one press away: the ledgers last gone to, of those that may be written to. */
export function UsedLedgers({ all = false }: { all?: boolean }) {
  const found = useQuery(ledgers);
  const who = useQuery(session);
  if (!found.data || !who.data) return null;
  const may = new Map(found.data.filter(({ writes }) => writes).map(({ id, name }) => [id, name]));
  const mine = usedBy(who.data.actor).flatMap((id) => (may.has(id) ? [{ id, name: may.get(id) }] : []));
  // Who only reads is offered nothing to write.
  if (!mine.length && !(all && may.size)) return null;
  return (
    <nav className="used" aria-label="登记" data-part="used">
      <span className="used-what">登记</span>
      {mine.map(({ id, name }) => (
        <Link key={id} className="button" to={`/ledgers/${id}/new`}>
          {name}
        </Link>
      ))}
      {all ? <Link to="/ledgers">{mine.length ? '别的台账' : '选一本台账'}</Link> : null}
    </nav>
  );
}
