import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { session } from '../api/queries';
import { start } from '../api/start';
import { Breakwater } from './Breakwater';
import { Shell } from './Shell';
import { Waiting } from './Waiting';

const SignIn = lazy(() => import('../screens/session/SignIn'));
const SetUp = lazy(() => import('../screens/session/SetUp'));
const FirstRun = lazy(() => import('../screens/start/FirstRun'));

/**
 * The way in: a folder that nobody has begun is begun first, whatever the address; where there are accounts somebody signs
 * in; else the house. When the server does not say, the house opens and its screens say what is wrong.
 */
export function Door() {
  const state = useQuery(start);
  if (state.isPending) return <Waiting what="页面" />;
  if (!state.data || state.data.founded) return <Inside />;
  return (
    <Breakwater>
      <Suspense fallback={<Waiting what="页面" />}>
        <FirstRun start={state.data} />
      </Suspense>
    </Breakwater>
  );
}

/** Whether somebody must sign in is asked again when a refusal says so (see `App`). */
function Inside() {
  const who = useQuery(session);
  // While codes on paper are shown nothing takes their place: they are shown once, and the session is open already.
  const [papers, setPapers] = useState<string[]>();
  if (who.isPending) return <Waiting what="页面" />;
  if (who.data && (papers || who.data.sign_in === 'must_set_up')) {
    return (
      <Breakwater>
        <Suspense fallback={<Waiting what="页面" />}>
          <SetUp session={who.data} papers={papers} made={setPapers} />
        </Suspense>
      </Breakwater>
    );
  }
  if (!who.data || who.data.sign_in === 'local' || who.data.sign_in === 'done') return <Shell />;
  return (
    <Breakwater>
      <Suspense fallback={<Waiting what="页面" />}>
        <SignIn session={who.data} trouble={who.error ?? undefined} />
      </Suspense>
    </Breakwater>
  );
}
