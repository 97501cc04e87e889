import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import '../../styles/forms.css';
import { indicators } from '../../api/queries';
import type { Indicator } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { SeekBox } from '../../shell/SeekBox';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useTitle } from '../../shell/useTitle';
import { useAddress } from '../../shell/useAddress';
import { KIND_WORDS } from './kinds';

/** All indicators, found by name, other name or meaning. */
export default function IndicatorsScreen() {
  useTitle('指标');
  const found = useQuery(indicators);
  const [value, setAddress] = useAddress();
  const sought = value('q');
  const shown = (found.data ?? []).filter((indicator) => matches(indicator, sought));
  return (
    <div className="page">
      <div className="page-head">
        <h1>指标</h1>
        <p className="page-about">每个数都有一个口径。点开一个指标，可以按单位、时期取数，看它由哪些记录算出。</p>
      </div>
      <div className="filters">
        <SeekBox className="seek" label="查找指标" placeholder="按名称或口径查找" value={sought} seek={(q) => setAddress({ q }, { replace: true })} />
        {found.data ? <span className="hint">{sought ? `找到 ${shown.length} 个` : `共 ${found.data.length} 个`}</span> : null}
      </div>
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="指标" /> : null}
      {found.data && !shown.length ? <Empty title="没有找到">请换一个词，或清空查找框看全部指标。</Empty> : null}
      {shown.length ? (
        <ul className="sheet indicator-list">
          {shown.map((indicator) => (
            <li key={indicator.id}>
              <Link to={`/indicators/${indicator.id}`}>{indicator.name}</Link>
              <p>{indicator.about ?? KIND_WORDS[indicator.kind] ?? ''}</p>
              <span className="hint">{indicator.in}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function matches(indicator: Indicator, sought: string): boolean {
  return [indicator.name, ...indicator.aliases, indicator.about ?? ''].some((text) => text.includes(sought.trim()));
}
