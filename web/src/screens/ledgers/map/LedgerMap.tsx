import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import '../../../styles/map.css';
import { places as placesQuery, type ListAsk } from '../../../api/queries';
import type { RecordPlace } from '../../../api/types';
import { useTrail } from '../../../figures/trail';
import { readGeometry } from '../../../map/geometry';
import { LazyMap } from '../../../map/LazyMap';
import { Trouble } from '../../../shell/Trouble';
import { Waiting } from '../../../shell/Waiting';
import { saidOf } from './places';

interface Props {
  ledger: string;
  name: string;
  field: string;
  asked: ListAsk;
}

const NAMED = 200;

/** The records of a list where they lie. A mark opens its record as a row does; the same stands below as a list. */
export default function LedgerMap({ ledger, name, field, asked }: Props) {
  const found = useQuery(placesQuery(ledger, field, asked));
  const [near, setNear] = useState<string[]>([]);
  const trail = useTrail();
  const navigate = useNavigate();
  const places = found.data?.places;
  const marks = useMemo(
    () =>
      (places ?? []).flatMap((place) => {
        const geometry = readGeometry(place.geometry);
        return geometry ? [{ id: idOf(place), geometry }] : [];
      }),
    [places],
  );
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data || !places) return <Waiting what="位置" />;
  const to = ({ book, record }: RecordPlace) => trail.only({ kind: 'record', ledger, book, record });
  const open = (ids: string[]) => {
    const chosen = places.filter((place) => ids.includes(idOf(place)));
    setNear(chosen.length > 1 ? ids : []);
    const [only] = chosen;
    if (only && chosen.length === 1) void navigate(to(only));
  };
  const listed = near.length ? places.filter((place) => near.includes(idOf(place))) : places.slice(0, NAMED);
  return (
    <section className="sheet ledger-map" aria-label={`${name}的地图`} aria-busy={found.isPlaceholderData}>
      <p className="ledger-map-said" role="status" data-part="places-said">
        {saidOf(found.data)}
      </p>
      {marks.length ? <LazyMap tall label={`${name}：${saidOf(found.data)}各条也列在地图下面。`} marks={marks} onMarks={open} instead="各条的位置列在下面。" /> : null}
      {listed.length ? (
        <>
          <h2 className="unseen">{near.length ? '同一处的记录' : '地图上的记录'}</h2>
          {near.length ? (
            <p className="hint">
              这一处有 {near.length} 条：
              <button type="button" className="button button-quiet" onClick={() => setNear([])}>
                列出全部
              </button>
            </p>
          ) : null}
          <ul className="ledger-map-list" tabIndex={0} aria-label="地图上的记录" data-part="places">
            {listed.map((place) => (
              <li key={idOf(place)}>
                <Link to={to(place)}>{place.title}</Link>
                <span className="hint">{[place.unit_name, place.state_name].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
          {!near.length && places.length > NAMED ? <p className="hint">只列出前 {NAMED} 条，其余在地图上点开。</p> : null}
        </>
      ) : null}
    </section>
  );
}

function idOf({ book, record }: RecordPlace): string {
  return `${book}/${record}`;
}
