import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { LedgerRecord } from '../../../api/types';
import { toggled, type Selection } from './selection';

interface Rows {
  body: RefObject<HTMLTableSectionElement | null>;
  /** The row that has, or would take, the focus. */
  current: number;
  setCurrent: (row: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  toggle: (row: number, range: boolean) => void;
}

/** Walks rows by keys: the arrows, Home and End move, Enter opens, the space bar chooses (with shift a range). */
export function useRows(records: LedgerRecord[], selection: Selection, select: (selection: Selection) => void): Rows {
  const body = useRef<HTMLTableSectionElement>(null);
  const [wanted, setCurrent] = useState(0);
  const anchor = useRef<number>(undefined);
  const current = Math.min(wanted, Math.max(0, records.length - 1));
  const first = records[0];
  useEffect(() => {
    anchor.current = undefined;
    setCurrent(0);
  }, [first?.record]);

  const toggle = (row: number, range: boolean) => {
    select(toggled(selection, records, row, range ? anchor.current : undefined));
    anchor.current = row;
    setCurrent(row);
  };
  const go = (row: number) => {
    const to = Math.max(0, Math.min(records.length - 1, row));
    setCurrent(to);
    body.current?.querySelectorAll<HTMLElement>('tr')[to]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps: Record<string, () => void> = {
      ArrowDown: () => go(current + 1),
      ArrowUp: () => go(current - 1),
      Home: () => go(0),
      End: () => go(records.length - 1),
      Enter: () => body.current?.querySelectorAll<HTMLElement>('tr')[current]?.querySelector('a')?.click(),
      ' ': () => toggle(current, event.shiftKey),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return { body, current, setCurrent, onKeyDown, toggle };
}
