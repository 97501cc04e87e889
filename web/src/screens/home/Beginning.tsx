import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ledgers } from '../../api/queries';

/** Where nothing has been written yet, no figure can be: what to do first. */
export function Beginning() {
  const found = useQuery(ledgers);
  const all = (found.data ?? []).filter(({ id }) => !id.startsWith('_'));
  if (!all.length || all.some(({ records }) => records > 0)) return null;
  return (
    <div className="home-begin sheet" data-part="beginning">
      <p className="empty-title">台账里还没有记录</p>
      <p>
        拿一份手头的表，<Link to="/start">拿表建账</Link>，大约一刻钟就有第一批数；也可以到<Link to="/ledgers">台账</Link>里登记第一条。下面的“缺数”，有了记录就会算出来。
      </p>
    </div>
  );
}
