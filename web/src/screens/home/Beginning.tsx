import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ledgers, session } from '../../api/queries';
import { declares } from '../../shell/rooms';

/** Where nothing has been written yet, no figure can be: what to do first. */
export function Beginning() {
  const found = useQuery(ledgers);
  const who = useQuery(session).data;
  const all = (found.data ?? []).filter(({ id }) => !id.startsWith('_'));
  if (!who || !all.length || all.some(({ records }) => records > 0)) return null;
  return (
    <div className="home-begin sheet" data-part="beginning">
      <p className="empty-title">台账里还没有记录</p>
      <p>
        {declares(who) ? (
          <>
            有现成的表，请<Link to="/start">拿表建账</Link>，大约一刻钟就有第一批数；没有的，
          </>
        ) : null}
        请到<Link to="/ledgers">台账</Link>里选一本，登记第一条，或把现有的表导入。下面写着“缺数”的，有了记录就会算出来。
      </p>
    </div>
  );
}
