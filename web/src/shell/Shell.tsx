import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useEffect, useRef } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { session } from '../api/queries';
import { signOut } from '../api/sign_in';
import { useUnderway } from '../api/underway';
import { useTrail } from '../figures/trail';
import { Breakwater } from './Breakwater';
import { LookMenu } from './LookMenu';
import { personName } from './people';
import { ROOMS, roomOf } from './rooms';
import { useLate } from './useLate';
import { useTwoPanes } from './useTwoPanes';
import { Waiting } from './Waiting';

const EvidencePanel = lazy(() => import('../screens/evidence/EvidencePanel'));

/** The house around every screen: its name, its rooms, what is open beside, and a sign that something is under way. */
export function Shell() {
  const location = useLocation();
  const open = useTrail().steps.length > 0;
  const main = useRef<HTMLElement>(null);
  const path = useRef(location.pathname);
  useTwoPanes(open, main);

  useEffect(() => {
    if (path.current === location.pathname) return;
    path.current = location.pathname;
    window.scrollTo(0, 0);
    main.current?.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location.pathname]);

  return (
    <div className={open ? 'house house-with-panel' : 'house'}>
      <a className="skip" href="#main">
        跳到正文
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        <Breakwater key={location.pathname}>
          <Suspense fallback={<Waiting what="页面" />}>
            <Outlet />
          </Suspense>
        </Breakwater>
      </main>
      {open ? (
        <Suspense fallback={<aside className="panel" aria-label="依据"><Waiting what="依据" /></aside>}>
          <EvidencePanel />
        </Suspense>
      ) : null}
    </div>
  );
}

function Header() {
  const who = useQuery(session).data;
  const path = useLocation().pathname;
  const here = roomOf(path);
  return (
    <header className="top">
      <Underway />
      <Link className="wordmark" to="/">
        <img src="/mark.svg" alt="" width="18" height="18" />
        阡陌
      </Link>
      <span className="top-unit">{who?.unit.name}</span>
      <nav className="rooms" aria-label="主菜单">
        {ROOMS.map((room) => (
          <Link key={room.to} to={room.to} className={room === here ? 'active' : undefined} aria-current={room !== here ? undefined : room.to === path ? 'page' : 'true'}>
            {room.name}
          </Link>
        ))}
      </nav>
      <span className="top-who">{who ? `${personName(who.actor)} · ${who.today}` : ''}</span>
      {who?.sign_in === 'done' ? <SignOut /> : null}
      <LookMenu />
    </header>
  );
}

/** Leaves nothing behind for whoever sits down next. */
function SignOut() {
  const client = useQueryClient();
  const leave = async () => {
    await signOut();
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'start' && queryKey[0] !== 'session' });
    await client.invalidateQueries({ queryKey: ['session'] });
  };
  return (
    <button type="button" className="top-look" data-act="sign-out" onClick={() => void leave()}>
      退出
    </button>
  );
}

/** Anything asked of the server that takes longer than a blink walks along the top edge. */
function Underway() {
  const late = useLate(useUnderway());
  return late ? <div className="underway" role="progressbar" aria-label="正在处理" /> : null;
}
