import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { arrangeHome, endHome, home, type HomeOf } from '../../api/kept';
import type { Tile } from '../../api/types';
import { useToast } from '../../shell/Toasts';
import { asProblem } from '../../shell/Trouble';
import { sameTile } from './tiles';

const MOVED = 'home.moved';

/** One's own home page, and ways to arrange it. What was usual until then becomes one's own. */
export function useHome() {
  const client = useQueryClient();
  const say = useToast();
  const found = useQuery(home());
  // What was arranged here while the page was arranged elsewhere.
  const [clash, setClash] = useState<Tile[]>();
  const tiles = found.data?.tiles ?? [];
  const version = found.data?.version;
  const tried = async (doing: Promise<unknown>, words: string, moved?: (message: string) => void) => {
    try {
      await doing;
      if (words) say(words);
    } catch (cause) {
      const { code, message, hint } = asProblem(cause);
      if (code === MOVED && moved) moved(message);
      else say(`${message}${hint}`);
    }
    await client.invalidateQueries({ queryKey: ['home'] });
  };
  const arrange = (next: Tile[], words = '') => {
    setClash(undefined);
    return tried(arrangeHome(next, undefined, version), words, () => setClash(next));
  };
  /** A pin goes beside what was pinned elsewhere meanwhile, and nobody is asked. */
  const pinned = async (next: (now: Tile[]) => Tile[]) => {
    try {
      await arrangeHome(next(tiles), undefined, version);
    } catch (cause) {
      if (asProblem(cause).code !== MOVED) throw cause;
      const now = await client.fetchQuery({ ...home(), staleTime: 0 });
      await arrangeHome(next(now.tiles), undefined, now.version);
    }
  };
  return {
    found,
    tiles,
    clash,
    arrange,
    takeTheirs: () => setClash(undefined),
    has: (tile: Tile) => tiles.some((known) => sameTile(known, tile)),
    pin: (tile: Tile) => tried(pinned((now) => (now.some((known) => sameTile(known, tile)) ? now : [...now, tile])), '已钉到首页。'),
    unpin: (tile: Tile) => tried(pinned((now) => now.filter((known) => !sameTile(known, tile))), '已移出首页。'),
    giveUp: () => tried(endHome(), '已恢复成平常的样子。'),
    give: async (of: HomeOf, over: string | undefined, words: string) => {
      let told: string | undefined;
      await tried(arrangeHome(tiles, of, over), words, (message) => (told = message));
      return told;
    },
    takeBack: (of: HomeOf, words: string) => tried(endHome(of), words),
  };
}
