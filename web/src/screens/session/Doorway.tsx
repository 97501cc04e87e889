import type { ReactNode } from 'react';
import type { Session } from '../../api/types';

interface Props {
  session: Session;
  /** What it is to whoever looks for it. */
  part?: string;
  children: ReactNode;
}

/** The house before somebody is in it: its name, whose it is, and what must be done first. */
export function Doorway({ session, part, children }: Props) {
  return (
    <div className="house">
      <header className="top">
        <span className="wordmark">
          <img src="/mark.svg" alt="" width="18" height="18" />
          阡陌
        </span>
        <span className="top-unit">{session.unit.name}</span>
      </header>
      <main id="main">
        <div className="page start-page" data-part={part}>
          {children}
        </div>
      </main>
    </div>
  );
}
