import { useQuery } from '@tanstack/react-query';
import { baseMap, unitShapes } from '../api/queries';
import { useUnitName } from '../shell/useUnitName';

/** What lies under every map: the base map, where there is one, and the outlines of units. Nothing until both are known. */
export function useGround() {
  const base = useQuery(baseMap);
  const shapes = useQuery(unitShapes);
  const nameOf = useUnitName();
  const failed = base.error ?? shapes.error;
  if (failed) return { ground: { tiles: null, outlines: shapes.data?.shapes ?? [], nameOf } };
  if (!base.data || !shapes.data) return { ground: undefined };
  return { ground: { tiles: base.data.tiles ?? null, outlines: shapes.data.shapes, nameOf } };
}
