import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ledger as ledgerQuery, records } from '../../api/queries';
import type { Ledger, Tile } from '../../api/types';
import { readAsked } from '../ledgers/list/asked';
import { listAsk } from '../ledgers/list/list_ask';
import { unusable } from '../ledgers/list/unusable';
import { asProblem } from '../../shell/Trouble';
import { useLate } from '../../shell/useLate';
import { NotNow } from './NotNow';

type Pinned = Tile & { kind: 'list' };

/** A list, with how many records it has now. */
export function ListTile({ tile, today }: { tile: Pinned; today: string }) {
  const found = useQuery(ledgerQuery(tile.ledger));
  return (
    <>
      <h2 className="home-name">{found.data ? <Link to={{ pathname: `/ledgers/${tile.ledger}`, search: tile.query }}>{tile.name}</Link> : tile.name}</h2>
      {found.error ? <NotNow cause={found.error} gone="这个台账已经没有，或您现在的岗位看不到。" retry={() => void found.refetch()} /> : null}
      {found.data ? <Count tile={tile} ledger={found.data} today={today} /> : null}
    </>
  );
}

function Count({ tile, ledger, today }: { tile: Pinned; ledger: Ledger; today: string }) {
  const asked = readAsked(new URLSearchParams(tile.query));
  const wrong = unusable(tile.query, ledger).words;
  const found = useQuery({ ...records(ledger.id, { ...listAsk(ledger, asked, today), limit: 1 }), enabled: !wrong.length });
  const late = useLate(found.data === undefined);
  // Only a refusal speaks of the list itself; without a way to the server, or where that fails, it may be as good as ever.
  const refused = found.error !== null && [404, 422].includes(asProblem(found.error).status);
  if (!wrong.length && found.error && !refused) return <NotNow cause={found.error} gone="" retry={() => void found.refetch()} />;
  if (wrong.length || found.error) return <p className="hint">这个列表用不全了{wrong.length ? `：${wrong.join('；')}` : ''}。请打开它，去掉用不上的条件再钉一次。</p>;
  return (
    <>
      <Link className="home-count" to={{ pathname: `/ledgers/${ledger.id}`, search: tile.query }} data-part="count">
        {found.data ? `${found.data.total} 条` : late ? '正在数……' : '……'}
      </Link>
      <p className="hint">{ledger.name}</p>
    </>
  );
}
