import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { session } from '../../api/queries';
import { showAbove } from '../dialog';
import { Finder } from './Finder';
import { useNarrow } from './useNarrow';
import { useSearchKeys } from './useSearchKeys';

/** The search of the house: a box where there is room for one, a button and a whole page elsewhere; for whoever reads records. */
export function Search() {
  const works = useQuery(session).data?.works;
  const narrow = useNarrow();
  if (!works) return null;
  return narrow ? <InSheet /> : <InHeader />;
}

function InHeader() {
  const [open, setOpen] = useState(false);
  const house = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  useSearchKeys(useCallback(() => box.current?.focus(), []));
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !house.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  return (
    <div className="search" role="search" ref={house}>
      <Finder
        box={box}
        open={open}
        show={() => setOpen(true)}
        gone={() => {
          setOpen(false);
          box.current?.blur();
        }}
      />
    </div>
  );
}

function InSheet() {
  const [open, setOpen] = useState(false);
  const sheet = useRef<HTMLDialogElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const unfold = useCallback(() => setOpen(true), []);
  useSearchKeys(unfold);
  // The browser keeps focus within; it comes back to the button.
  useEffect(() => {
    if (open && sheet.current && !sheet.current.open) showAbove(sheet.current);
    if (!open) sheet.current?.close();
    if (open) box.current?.focus();
  }, [open]);
  return (
    <>
      <button type="button" className="top-look top-search" aria-haspopup="dialog" data-act="search" onClick={unfold}>
        查找
      </button>
      <dialog ref={sheet} className="search-page" aria-label="查找" onClose={() => setOpen(false)}>
        {open ? (
          <Finder box={box} open show={unfold} gone={() => setOpen(false)}>
            <button type="button" className="button" data-act="search-close" onClick={() => setOpen(false)}>
              关闭
            </button>
          </Finder>
        ) : null}
      </dialog>
    </>
  );
}
