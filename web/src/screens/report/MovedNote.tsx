import { useEffect } from 'react';
import { useUnitName } from '../../shell/useUnitName';
import type { Moved } from './occurrences';
import { placeOf, see } from './places';

/** What covers the edges of the window: the top bar, and the notes at the bottom. */
const TOP = 60;
const BOTTOM = 260;

/** After a Change: which figures of the report moved with it, and the way to them. */
export function MovedNote({ unit, moved, dismiss }: { unit: string; moved: Moved[]; dismiss: () => void }) {
  const unitName = useUnitName();
  useEffect(() => {
    const places = moved.map(({ figure }) => placeOf(figure)?.getBoundingClientRect());
    const inView = places.some((place) => place && place.top > TOP && place.bottom < window.innerHeight - BOTTOM);
    if (moved[0] && !inView) see(moved[0].figure);
  }, [moved]);
  if (!moved.length) return null;
  return (
    <section className="moved" aria-label="随之变动的数字" aria-live="polite">
      <div className="moved-head">
        <span>报告里有 {moved.length} 处数字随之变动</span>
        <button type="button" className="panel-close" aria-label="收起" onClick={dismiss}>
          ×
        </button>
      </div>
      <ul>
        {moved.map((one) => (
          <li key={one.name}>
            <button type="button" className="button button-quiet" onClick={() => see(one.figure)}>
              {one.figure.unit === unit ? '' : unitName(one.figure.unit)}
              {one.figure.name}
            </button>
            <span>
              <del>{one.was}</del> → <b>{one.text}</b>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
