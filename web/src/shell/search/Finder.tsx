import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useNavigate } from 'react-router';
import { next } from './groups';
import { Results } from './Results';
import { useSearch } from './useSearch';

interface Props {
  box: RefObject<HTMLInputElement | null>;
  /** Results are shown. */
  open: boolean;
  show: () => void;
  /** Somebody went somewhere, or wants no more of it. */
  gone: () => void;
  /** What stands beside the box. */
  children?: ReactNode;
}

/** One box for everything: people, plots, cases, units, ledgers. Nothing of what was typed outlives it. */
export function Finder({ box, open, show, gone, children }: Props) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState<string>();
  const id = useId();
  const navigate = useNavigate();
  const composing = useRef(false);
  const [sought, setSought] = useState('');
  const searching = useSearch(sought);
  const choices = searching.groups.flatMap((group) => group.choices);
  const at = choices.find((choice) => choice.id === active);
  const shown = open && choices.length > 0;

  // What was looked for is forgotten as soon as it was found.
  useEffect(() => {
    if (open) return;
    setTyped('');
    setSought('');
    setActive(undefined);
  }, [open]);

  const type = (word: string) => {
    setTyped(word);
    setActive(undefined);
    show();
    // A Chinese word is written letter by letter before it stands there.
    if (!composing.current) setSought(word);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      show();
      setActive(next(choices.map((choice) => choice.id), at?.id, event.key));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // What is still being looked for is not what stands there.
      const to = at ?? (searching.waits ? undefined : choices[0]);
      if (!to || !shown) return;
      gone();
      void navigate(to.to);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      if (typed) type('');
      else gone();
    }
  };
  return (
    <>
      <div className="search-head">
        <input
          ref={box}
          className="plain-input search-box"
          type="text"
          role="combobox"
          aria-label="查找"
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={shown ? id : undefined}
          aria-activedescendant={shown && at ? `${id}-${at.id}` : undefined}
          aria-keyshortcuts="Control+K /"
          title="按 / 或 Ctrl+K 到这里"
          placeholder="查找名字、编号、首字母"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
          value={typed}
          onFocus={show}
          onChange={(event) => type(event.target.value)}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={(event) => {
            composing.current = false;
            type(event.currentTarget.value);
          }}
          onKeyDown={press}
        />
        {children}
      </div>
      {open ? (
        <div className="search-sheet" data-part="found">
          <Results id={id} typed={sought} searching={searching} active={at?.id} point={setActive} gone={gone} />
        </div>
      ) : null}
    </>
  );
}
