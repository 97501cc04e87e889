import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useEffect, useRef } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { session } from '../api/queries';
import { useUnderway } from '../api/underway';
import { useTrail } from '../figures/trail';
import { Breakwater } from './Breakwater';
import { Closed } from './Closed';
import { LookMenu } from './LookMenu';
import { whoIsHere } from './people';
import { ROOMS, frontOf, menuOf, roomOf } from './rooms';
import { Search } from './search/Search';
import { SignOut } from './SignOut';
import { unitAddress } from './UnitLink';
import { useLate } from './useLate';
import { useTwoPanes } from './useTwoPanes';
import { whenIdle } from './idle';
import { Waiting } from './Waiting';

const panel = () => import('../screens/evidence/EvidencePanel');
const EvidencePanel = lazy(panel);

/** The house around every screen: its name, its rooms, what is open beside, and a sign that something is under way. */
export function Shell() {
  const location = useLocation();
  const open = useTrail().steps.length > 0;
  const main = useRef<HTMLElement>(null);
  const path = useRef(location.pathname);
  useTwoPanes(open, main);
  // Whoever reads will open a figure: what shows it is fetched when nothing else is to be done.
  useEffect(() => whenIdle(() => void panel().catch(() => undefined)), []);

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
            <Room path={location.pathname} />
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

/** The screen, where it is this person's; who reads no reports has another front page. */
function Room({ path }: { path: string }) {
  const who = useQuery(session).data;
  const room = roomOf(path);
  if (!who || !room || room.mine(who)) return <Outlet />;
  if (path === '/') return <Navigate to={frontOf(who)} replace />;
  return <Closed name={room.name} whose={room.others} />;
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
      {who?.works ? (
        <Link className="top-unit" to={unitAddress(who.unit.id)} title={`${who.unit.name}的一页`}>
          {who.unit.name}
        </Link>
      ) : (
        <span className="top-unit">{who?.unit.name}</span>
      )}
      <nav className="rooms" aria-label="主菜单">
        {(who ? menuOf(who) : ROOMS.filter((room) => !room.shown)).map((room) => (
          <Link key={room.to} to={room.to} className={room === here ? 'active' : undefined} aria-current={room !== here ? undefined : room.to === path ? 'page' : 'true'}>
            {room.name}
          </Link>
        ))}
      </nav>
      <Search />
      {who ? (
        <Link className="top-who" to="/me" aria-current={path === '/me' ? 'page' : undefined} data-part="who">
          {whoIsHere(who)}
          <span className="top-day"> · {who.today}</span>
        </Link>
      ) : null}
      {who?.sign_in === 'done' ? <SignOut className="top-look top-out" /> : null}
      <LookMenu />
    </header>
  );
}

/** Anything asked of the server that takes longer than a blink walks along the top edge. */
function Underway() {
  const late = useLate(useUnderway());
  return late ? <div className="underway" role="progressbar" aria-label="正在处理" /> : null;
}
