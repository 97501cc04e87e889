import type { EditProps } from '../types';

/** Places are drawn on a map, which has not arrived; what is there is kept. */
export function GeometryEdit({ value }: EditProps) {
  return <p className="form-help">{value ? '已有位置，保存时原样保留。' : '网页还不能标位置，请先保存其他内容。'}</p>;
}
