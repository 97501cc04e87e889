import { useIsFetching, useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { session } from '../api/queries';
import { useTrail } from '../figures/trail';
import { Breakwater } from './Breakwater';
import { personName } from './people';
import { useLate } from './useLate';
import { Waiting } from './Waiting';

const EvidencePanel = lazy(() => import('../screens/evidence/EvidencePanel'));

const ROOMS = [
  { to: '/', name: '报告', end: true },
  { to: '/ledgers', name: '台账', end: false },
  { to: '/indicators', name: '指标', end: false },
  { to: '/changes', name: '变更', end: false },
];

/** The house around every screen: its name, four rooms, what is open beside, and a sign that something is under way. */
export function Shell() {
  const location = useLocation();
  const open = useTrail().steps.length > 0;
  const main = useRef<HTMLElement>(null);
  const path = useRef(location.pathname);

  useEffect(() => {
    if (path.current === location.pathname) return;
    path.current = location.pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [location.pathname]);

  useEffect(() => {
    const room = ROOMS.find(({ to, end }) => (end ? location.pathname === to : location.pathname.startsWith(to)));
    document.title = room ? `${room.name} · 阡陌` : '阡陌';
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
          <NavLink key={room.to} to={room.to} end={room.end}>
            {room.name}
          </NavLink>
        ))}
      </nav>
      <span className="top-who">{who ? `${personName(who.actor)} · ${who.today}` : ''}</span>
    </header>
  );
}

/** Anything that takes longer than a blink walks along the top edge. */
function Underway() {
  const late = useLate(useIsFetching() > 0);
  return late ? <div className="underway" role="progressbar" aria-label="正在取数" /> : null;
}
