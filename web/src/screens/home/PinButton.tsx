import type { Tile } from '../../api/types';
import { useHome } from './useHome';

/** Puts something on one's home page, or takes it down again. */
export function PinButton({ tile, className = 'button', about }: { tile: Tile; className?: string; about?: string }) {
  const { found, has, pin, unpin } = useHome();
  const there = has(tile);
  const name = there ? '移出首页' : '钉到首页';
  return (
    <button type="button" className={className} data-act="pin" aria-pressed={there} aria-label={about ? `${name}：${about}` : undefined} disabled={!found.data} onClick={() => void (there ? unpin(tile) : pin(tile))}>
      {name}
    </button>
  );
}
