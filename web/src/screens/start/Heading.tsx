import { useEffect, useRef, type ReactNode } from 'react';

/** The heading of a step; focus comes to it when the step begins, so that a screen reader and the keyboard begin there. */
export function Heading({ children, about }: { children: ReactNode; about: ReactNode }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    head.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page-head">
      <h1 ref={head} tabIndex={-1} className="start-heading">
        {children}
      </h1>
      <p className="page-about">{about}</p>
    </div>
  );
}
