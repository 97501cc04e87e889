/** A room of the house: where its entry in the menu leads, and the paths that lie in it. */
export interface Room {
  to: string;
  name: string;
  within: string[];
}

/** The entries of the main menu. The front page is the first report. */
export const ROOMS: Room[] = [
  { to: '/', name: '报告', within: ['/reports'] },
  { to: '/ledgers', name: '台账', within: ['/ledgers', '/start'] },
  { to: '/indicators', name: '指标', within: ['/indicators'] },
  { to: '/changes', name: '变更', within: ['/changes'] },
  { to: '/status', name: '状态', within: ['/status'] },
];

/** The room a path lies in, however deep; none for an address that leads nowhere. */
export function roomOf(path: string): Room | undefined {
  if (path === '/') return ROOMS[0];
  return ROOMS.find(({ within }) => within.some((root) => path === root || path.startsWith(`${root}/`)));
}
