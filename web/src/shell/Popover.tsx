import { useEffect, useId, useRef, useState, type ReactNode } from 'react';

interface Props {
  /** The word on the button. */
  name: ReactNode;
  /** What the sheet is called by a reader of screens. */
  label: string;
  children: (close: () => void) => ReactNode;
  className?: string;
  act?: string;
  /** The sheet ends at the button's right edge instead of beginning at its left. */
  toLeft?: boolean;
  disabled?: boolean;
}

/** A button with a small sheet under it. Escape or a press outside puts the sheet away; focus goes in, and comes back. */
export function Popover({ name, label, children, className = 'button', act, toLeft = false, disabled = false }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const house = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    (sheet.current?.querySelector<HTMLElement>('[data-first], input, select, button') ?? sheet.current)?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !house.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  return (
    <div className="popover" ref={house}>
      <button ref={button} type="button" className={className} aria-expanded={open} aria-controls={open ? id : undefined} data-act={act} disabled={disabled} onClick={() => setOpen(!open)}>
        {name}
      </button>
      {open ? (
        <div
          id={id}
          ref={sheet}
          className={toLeft ? 'popover-sheet popover-left' : 'popover-sheet'}
          role="group"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
          }}
        >
          {children(close)}
        </div>
      ) : null}
    </div>
  );
}
