import { Button, Input } from 'antd';
import { useState } from 'react';
import '../../styles/map.css';
import { LazyMap } from '../../map/LazyMap';
import { readGeometry, rounded, type Place } from '../../map/geometry';
import { readTyped, written } from '../../map/typed';
import { useHere } from '../../map/useHere';
import type { EditProps } from '../types';
import { valueOf } from './edit';

/** A point: `经度,纬度` typed, set on a map by a click or by dragging, or where the device is. */
export function PointEdit({ id, field, value, onChange, describedBy, wrong }: EditProps) {
  const known = pointOf(value);
  const [typed, setTyped] = useState(() => (known ? written(known) : typeof value === 'string' ? value : ''));
  const [shown, show] = useState(false);
  const read = typed.trim() ? readTyped(typed) : undefined;
  const set = (place: Place) => {
    const exact = rounded(place);
    setTyped(written(exact));
    onChange(valueOf({ type: 'Point', coordinates: exact }, ''));
  };
  const here = useHere(set);
  const type = (text: string) => {
    setTyped(text);
    const next = text.trim() ? readTyped(text) : undefined;
    onChange(valueOf(next && 'place' in next ? { type: 'Point', coordinates: next.place } : undefined, text));
  };
  const pin = read && 'place' in read ? read.place : undefined;
  return (
    <div className="place-edit">
      <Input
        id={id}
        autoComplete="off"
        inputMode="text"
        placeholder="经度,纬度"
        style={{ maxWidth: 300 }}
        value={typed}
        onChange={(event) => type(event.target.value)}
        status={wrong ? 'error' : ''}
        aria-describedby={describedBy}
        aria-invalid={wrong}
      />
      {read && 'wrong' in read ? <p className="form-wrong" data-part="place-wrong">{read.wrong}</p> : null}
      <div className="place-acts">
        <Button aria-expanded={shown} data-act="show-map" onClick={() => show(!shown)}>
          {shown ? '收起地图' : '在地图上标'}
        </Button>
        <Button data-act="here" loading={here.asking} onClick={here.ask}>
          我在这里
        </Button>
        {typed ? (
          <Button data-act="clear-place" onClick={() => type('')}>
            清除
          </Button>
        ) : null}
      </div>
      {here.said ? <p className="place-said" role="status">{here.said}</p> : null}
      {shown ? (
        <>
          <LazyMap label={`${field.name}：点一下标出位置，标好的可以拖动`} pin={pin} onPin={set} onPlace={set} instead="请在上面写经度和纬度。" />
          <p className="place-said">点一下标出位置，标好的可以拖动；也可以只写经度和纬度。从高德、百度抄来的坐标会偏几百米，不要直接填。</p>
        </>
      ) : null}
    </div>
  );
}

function pointOf(value: unknown): Place | undefined {
  const geometry = readGeometry(value);
  return geometry?.type === 'Point' ? geometry.coordinates : undefined;
}
