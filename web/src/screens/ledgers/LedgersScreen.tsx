import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import '../../styles/forms.css';
import { ledgers, session } from '../../api/queries';
import type { LedgerSummary } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { SeekBox } from '../../shell/SeekBox';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { declares } from '../../shell/rooms';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { UsedLedgers } from './UsedLedgers';

const KINDS: { kind: LedgerSummary['kind']; name: string; about: string }[] = [
  { kind: 'register', name: '名册', about: '从某天起在册，到某天为止' },
  { kind: 'log', name: '记录', about: '某天发生的事' },
  { kind: 'case', name: '事项', about: '要办完的事，有步骤和期限' },
];

/** All ledgers, by what they keep; found by name, or by a word of what belongs there. */
export default function LedgersScreen() {
  useTitle('台账');
  const found = useQuery(ledgers);
  const who = useQuery(session).data;
  const [value, setAddress] = useAddress();
  const sought = value('q');
  const all = (found.data ?? []).filter(({ id }) => !id.startsWith('_'));
  const shown = all.filter(({ name, help }) => [name, help ?? ''].some((text) => text.includes(sought)));
  return (
    <div className="page">
      <div className="page-head">
        <h1>台账</h1>
        <div className="page-tools">
          {who && declares(who) ? (
            <Link className="button" to="/start">
              拿表建账
            </Link>
          ) : null}
        </div>
        <p className="page-about">一件事只在发生的地方登记一次；报告和各种表里的数，都由这里的记录算出。</p>
      </div>
      <UsedLedgers />
      {all.length > 1 ? (
        <div className="filters">
          <SeekBox className="seek" label="查找台账" placeholder="查找台账，如“补贴”" value={sought} seek={(q) => setAddress({ q }, { replace: true })} />
          <span className="hint">{sought ? `找到 ${shown.length} 本` : `共 ${all.length} 本`}</span>
        </div>
      ) : null}
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="台账" /> : null}
      {found.data && !found.data.length ? <Empty title="还没有台账">{who && declares(who) ? '请点“拿表建账”，拿一份手头的表来建。' : '请办公室管台账的人来建；建好了就会在这里。'}</Empty> : null}
      {all.length && !shown.length ? <Empty title="没有找到">请换一个词，或清空查找框看全部台账。</Empty> : null}
      {KINDS.map(({ kind, name, about }) => {
        const own = shown.filter((ledger) => ledger.kind === kind);
        if (!own.length) return null;
        return (
          <section key={kind}>
            <h2 className="group-title">
              {name}
              <small>{about}</small>
            </h2>
            <ul className="ledger-list">
              {own.map((ledger) => (
                <li key={ledger.id}>
                  <Link to={`/ledgers/${ledger.id}`}>
                    <b>{ledger.name}</b>
                    <span className="ledger-count">{ledger.records} 条</span>
                    {ledger.help ? <p>{ledger.help}</p> : null}
                  </Link>
                  {ledger.writes ? (
                    <Link className="ledger-write" to={`/ledgers/${ledger.id}/new`} aria-label={`登记${ledger.name}`}>
                      登记
                    </Link>
                  ) : null}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
