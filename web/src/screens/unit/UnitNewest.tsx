import { Link } from 'react-router';
import type { UnitPage } from '../../api/types';
import { useTrail } from '../../figures/trail';
import { periodInWords } from '../../figures/period';

/** What happened there last. A record opens beside the page. */
export function UnitNewest({ page: { newest, period, unit } }: { page: UnitPage }) {
  const trail = useTrail();
  if (!newest.length) return null;
  return (
    <section aria-label="最近的记录" data-part="unit-newest">
      <h2 className="group-title">
        最近的记录
        <small>{periodInWords(period)}，最近在前</small>
      </h2>
      <ul className="sheet unit-newest">
        {newest.map((one) => (
          <li key={`${one.ledger}/${one.book}/${one.record}`}>
            <span className="unit-day">{one.on}</span>
            <span className="hint">{one.ledger_name}</span>
            <Link to={trail.only({ kind: 'record', ledger: one.ledger, book: one.book, record: one.record })}>{one.title || '（无标题）'}</Link>
            <span className="hint">{[one.unit_name === unit.name ? '' : one.unit_name, one.state_name ?? ''].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
