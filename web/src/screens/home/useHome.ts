import { useQuery, useQueryClient } from '@tanstack/react-query';
import { arrangeHome, endHome, home, type HomeOf } from '../../api/kept';
import type { Tile } from '../../api/types';
import { useToast } from '../../shell/Toasts';
import { asProblem } from '../../shell/Trouble';
import { sameTile } from './tiles';

/** One's own home page, and ways to arrange it. What was usual until then becomes one's own. */
export function useHome() {
  const client = useQueryClient();
  const say = useToast();
  const found = useQuery(home());
  const tiles = found.data?.tiles ?? [];
  const tried = async (doing: Promise<unknown>, words: string) => {
    try {
      await doing;
      if (words) say(words);
    } catch (cause) {
      const { message, hint } = asProblem(cause);
      say(`${message}${hint}`);
    }
    await client.invalidateQueries({ queryKey: ['home'] });
  };
  const arrange = (next: Tile[], words = '') => tried(arrangeHome(next), words);
  return {
    found,
    tiles,
    arrange,
    has: (tile: Tile) => tiles.some((known) => sameTile(known, tile)),
    pin: (tile: Tile) => arrange([...tiles, tile], '已钉到首页。'),
    unpin: (tile: Tile) => arrange(tiles.filter((known) => !sameTile(known, tile)), '已移出首页。'),
    giveUp: () => tried(endHome(), '已恢复成平常的样子。'),
    give: (of: HomeOf, words: string) => tried(arrangeHome(tiles, of), words),
    takeBack: (of: HomeOf, words: string) => tried(endHome(of), words),
  };
}
