import { Button } from 'antd';
import { useState } from 'react';
import '../../styles/map.css';
import { EMPTY, add, draftOf, geometryOf, lacks, redo, undo, type Draft, type Drawn } from '../../map/draft';
import { sizeInWords } from '../../map/earth';
import { readGeometry, rounded } from '../../map/geometry';
import { LazyMap } from '../../map/LazyMap';
import { readTypedList, written } from '../../map/typed';
import type { EditProps } from '../types';
import { valueOf } from './edit';

/** A line or an area: corners clicked on a map, or typed one a line. */
export function ShapeEdit({ id, field, value, onChange, describedBy, wrong }: EditProps) {
  const kind: Drawn = field.type === 'line' ? 'line' : 'polygon';
  const [draft, setDraft] = useState<Draft | undefined>(() => draftOf(value));
  const [typed, setTyped] = useState(() => listOf(draft ?? EMPTY));
  const [shown, show] = useState(false);
  const [drawing, setDrawing] = useState(() => draft === undefined || geometryOf(kind, draft) === undefined);
  if (draft === undefined) {
    return <Whole value={value} again={() => (setDraft(EMPTY), setTyped(''), setDrawing(true))} />;
  }
  const change = (next: Draft, text = listOf(next)) => {
    setDraft(next);
    setTyped(text);
    onChange(valueOf(geometryOf(kind, next), text));
  };
  const list = readTypedList(typed);
  const type = (text: string) => {
    const read = readTypedList(text);
    const next: Draft = { corners: read.wrong ? [] : read.places, undone: [] };
    setDraft(next);
    setTyped(text);
    onChange(valueOf(read.wrong ? undefined : geometryOf(kind, next), text));
  };
  const geometry = geometryOf(kind, draft);
  const lacking = list.wrong || lacks(kind, draft);
  return (
    <div className="place-edit">
      <div className="place-acts">
        <Button aria-expanded={shown} data-act="show-map" onClick={() => show(!shown)}>
          {shown ? '收起地图' : kind === 'line' ? '在地图上画线' : '在地图上画边界'}
        </Button>
        {shown && !drawing ? <Button data-act="draw-on" onClick={() => setDrawing(true)}>接着画</Button> : null}
        {shown && drawing ? (
          <>
            <Button data-act="corner-undo" disabled={!draft.corners.length} onClick={() => change(undo(draft))}>退回一点</Button>
            <Button data-act="corner-redo" disabled={!draft.undone.length} onClick={() => change(redo(draft))}>恢复一点</Button>
            <Button data-act="draw-done" disabled={!geometry} onClick={() => setDrawing(false)}>画完了</Button>
          </>
        ) : null}
        {typed ? (
          <Button
            data-act="clear-place"
            onClick={() => {
              change(EMPTY);
              setDrawing(true);
            }}
          >
            清除
          </Button>
        ) : null}
      </div>
      {shown ? (
        <LazyMap
          label={`${field.name}：${drawing ? '依次点各个拐点' : '已画完'}`}
          draft={{ geometry, corners: draft.corners }}
          instead="请在下面逐行写拐点的经度和纬度。"
          {...(drawing ? { onPlace: (place) => change(add(draft, rounded(place))) } : {})}
        />
      ) : null}
      <textarea
        id={id}
        value={typed}
        placeholder={'一行一个拐点：\n经度,纬度'}
        onChange={(event) => type(event.target.value)}
        aria-describedby={describedBy}
        aria-invalid={wrong}
      />
      {lacking ? <p className="form-wrong" data-part="place-wrong">{lacking}</p> : null}
      {geometry ? <p className="place-said" role="status" data-part="size">{`${draft.corners.length} 个拐点，${sizeInWords(geometry)}`}</p> : null}
    </div>
  );
}

/** An area in several pieces or with holes comes from a file; here it can only be drawn anew. */
function Whole({ value, again }: { value: unknown; again: () => void }) {
  const geometry = readGeometry(value);
  return (
    <div className="place-edit">
      <p className="form-help">这个面有几块或有洞（{geometry ? sizeInWords(geometry) : ''}），网页上不能改一部分；不改就原样保留。</p>
      <div className="place-acts">
        <Button data-act="draw-again" onClick={again}>
          重新画
        </Button>
      </div>
    </div>
  );
}

function listOf({ corners }: Draft): string {
  return corners.map(written).join('\n');
}
