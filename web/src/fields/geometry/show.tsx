import { useState } from 'react';
import '../../styles/map.css';
import { areaOf } from '../../map/earth';
import { readGeometry } from '../../map/geometry';
import { LazyMap } from '../../map/LazyMap';
import type { ShowProps } from '../types';

/** Where it is, in a few words; on a small map for who asks. */
export function GeometryShow({ field, value, text }: ShowProps) {
  const [shown, show] = useState(false);
  const geometry = readGeometry(value);
  if (!geometry) return <>{text ?? ''}</>;
  const hectares = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon' ? `（${(areaOf(geometry) / 10_000).toFixed(2)} 公顷）` : '';
  return (
    <div className="place-show">
      {text}
      {hectares}{' '}
      <button type="button" className="button button-quiet" aria-expanded={shown} data-act="show-place" onClick={() => show(!shown)}>
        {shown ? '收起地图' : '看地图'}
      </button>
      {shown ? <LazyMap label={`${field.name}：${text ?? ''}`} marks={[{ id: field.id, geometry }]} instead="坐标写在上面。" /> : null}
    </div>
  );
}
