import { useEffect, useRef, useState } from 'react';
import { Sent } from './sent';

interface Props {
  /** What is sought, as the address has it. */
  value: string;
  seek: (word: string) => void;
  label: string;
  placeholder: string;
  className?: string;
  title?: string;
  /** A key that leads here. */
  keys?: string;
  /** How long to wait after a key for the next one. */
  pause?: number;
}

/**
 * Words, sought a moment after they were typed. What is being typed is the box's own: the address follows it and never
 * takes its place, for a Chinese word is written letter by letter before it stands there, and a letter put back under the
 * hand is a letter too many.
 */
export function SeekBox({ value, seek, label, placeholder, className = '', title, keys, pause = 200 }: Props) {
  const [typed, setTyped] = useState(value);
  const sent = useRef(new Sent());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!sent.current.arrived(value)) setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const go = (word: string) => {
    clearTimeout(timer.current);
    if (word.trim() === (sent.current.last() ?? value)) return;
    sent.current.send(word.trim());
    seek(word.trim());
  };
  return (
    <input
      className={`plain-input ${className}`.trim()}
      type="search"
      enterKeyHint="search"
      aria-label={label}
      aria-keyshortcuts={keys}
      title={title}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => {
        const word = event.target.value;
        setTyped(word);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => go(word), pause);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) go(typed);
      }}
    />
  );
}
