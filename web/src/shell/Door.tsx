import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { start } from '../api/start';
import { Breakwater } from './Breakwater';
import { Shell } from './Shell';
import { Waiting } from './Waiting';

const FirstRun = lazy(() => import('../screens/start/FirstRun'));

/**
 * The way in: a folder that nobody has begun is begun first, whatever the address; else the house. When the server does
 * not say, the house opens and its screens say what is wrong.
 */
export function Door() {
  const state = useQuery(start);
  if (state.isPending) return <Waiting what="页面" />;
  if (!state.data || state.data.founded) return <Shell />;
  return (
    <Breakwater>
      <Suspense fallback={<Waiting what="页面" />}>
        <FirstRun start={state.data} />
      </Suspense>
    </Breakwater>
  );
}
