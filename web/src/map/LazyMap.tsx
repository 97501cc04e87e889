import { Suspense, lazy, type ComponentProps } from 'react';
import { Breakwater } from '../shell/Breakwater';
import { Waiting } from '../shell/Waiting';
import { useGround } from './useGround';
import { CANNOT, canDraw } from './webgl';

const MapView = lazy(() => import('./MapView'));

type Props = Omit<ComponentProps<typeof MapView>, 'tiles' | 'outlines' | 'nameOf'> & {
  /** What to do where no map can be drawn. */
  instead: string;
};

/** A map, loaded when it is looked at; where none can be drawn, that is said. */
export function LazyMap({ instead, ...props }: Props) {
  const { ground } = useGround();
  if (!canDraw()) return <p className="hint" data-part="no-map">{`${CANNOT}${instead}`}</p>;
  if (!ground) return <Waiting what="地图" />;
  return (
    <Breakwater>
      <Suspense fallback={<Waiting what="地图" />}>
        <MapView {...props} {...ground} />
      </Suspense>
    </Breakwater>
  );
}
