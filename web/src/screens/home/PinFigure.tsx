import '../../styles/home.css';
import { Popover } from '../../shell/Popover';
import type { Tile } from '../../api/types';
import { SPANS } from './spans';
import { useHome } from './useHome';

interface Props {
  indicator: string;
  /** Nothing for the reader's own. */
  unit: string | null;
}

/** Puts a figure on one's home page, for a period that is said from today, so that it is still right tomorrow. */
export function PinFigure({ indicator, unit }: Props) {
  const { found, has, pin, unpin } = useHome();
  return (
    <Popover name="钉到首页" label="钉到首页" act="pin-figure" toLeft disabled={!found.data}>
      {() => (
        <>
          <p className="hint">钉哪一段？以后每天打开，都是到那天为止的数。</p>
          <ul className="pin-spans">
            {SPANS.map(({ span, name }) => {
              const tile: Tile = { kind: 'figure', indicator, unit, period: span };
              const there = has(tile);
              return (
                <li key={span}>
                  <button type="button" className="button" data-span={span} aria-pressed={there} onClick={() => void (there ? unpin(tile) : pin(tile))}>
                    {name}
                    {there ? '（已钉，点一下拿下）' : ''}
                  </button>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Popover>
  );
}
