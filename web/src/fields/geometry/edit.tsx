import { readGeometry } from '../../map/geometry';
import type { EditProps } from '../types';
import { PointEdit } from './point_edit';
import { ShapeEdit } from './shape_edit';

/** A point, a line or an area: typed, or set on a map that is loaded when it is asked for. */
export function GeometryEdit(props: EditProps) {
  return props.field.type === 'point' ? <PointEdit {...props} /> : <ShapeEdit {...props} />;
}

/** A place as the wire takes it. What is half typed goes along as it is, so that it is refused and not lost. */
export function valueOf(place: unknown, typed: string): string | null {
  const geometry = readGeometry(place);
  if (geometry) return JSON.stringify(geometry);
  return typed.trim() || null;
}
