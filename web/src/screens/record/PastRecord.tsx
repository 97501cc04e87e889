import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { history, ledger as ledgerQuery, record as recordQuery, recordThen, type RecordRef } from '../../api/queries';
import type { Version } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { moment } from '../../shell/moment';
import { personName } from '../../shell/people';
import { RecordValues } from './RecordValues';
import { sinceThen } from './since_then';

/** A record as it stood after one Change: nothing can be done to it here, and what has changed since is said beside it. */
export function PastRecord({ of, then }: { of: RecordRef; then: number }) {
  const ledger = useQuery(ledgerQuery(of.ledger));
  const past = useQuery(recordThen(of, then));
  const now = useQuery({ ...recordQuery(of), retry: false });
  const versions = useQuery(history(of)).data;
  const back = `/ledgers/${of.ledger}/${of.book}/${of.record}`;
  const cause = past.error ?? ledger.error;
  if (cause) return <Trouble cause={cause} retry={() => void Promise.all([past.refetch(), ledger.refetch()])} />;
  if (!past.data || !ledger.data) return <Waiting what="那时的记录" />;
  const since = now.data ? sinceThen(ledger.data, past.data, now.data) : [];
  return (
    <>
      <h2>{past.data.title || ledger.data.name}</h2>
      <p className="panel-where">
        {past.data.unit_name} · <Link to={`/ledgers/${ledger.data.id}`}>{ledger.data.name}</Link>
        {past.data.state_name ? <span className="state" style={{ marginLeft: 10 }}>{past.data.state_name}</span> : null}
      </p>
      <div className="opened" role="status" data-part="past">
        <Standing versions={versions} then={then} />
        <Link className="button" to={back} replace>
          回到现在
        </Link>
      </div>
      <RecordValues ledger={ledger.data} record={past.data} />
      <h3>和现在比</h3>
      <div data-part="since">
        {now.error ? <p className="note">这条记录现在已撤回，或不对您开放。</p> : null}
        {now.data && !since.length ? <p className="note">现在和那时一样。</p> : null}
        {since.length ? (
          <ul className="history-changes">
            {since.map(({ id, name, was, is }) => (
              <li key={id}>
                <span>{name}</span>
                <span>
                  {was ? <del>{was}</del> : null}
                  <ins>{is ?? '（空）'}</ins>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </>
  );
}

/** From when to when it stood so, and who wrote it. */
function Standing({ versions, then }: { versions: Version[] | undefined; then: number }) {
  const own = versions?.find(({ from_seq }) => from_seq === then);
  if (!own) return <span>这是第 {then} 次变更后的样子。</span>;
  const end = versions?.find(({ from_seq }) => from_seq === own.to_seq);
  return (
    <span>
      这是过去的样子：{moment(own.at)}（{own.act_name}，{personName(own.actor, own.actor_name)}）
      {end ? `起，到 ${moment(end.at)}（${end.act_name}）为止。` : '起。'}
    </span>
  );
}
