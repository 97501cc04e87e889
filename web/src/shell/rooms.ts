import type { Session } from '../api/types';

/** What decides which rooms somebody may enter. */
export type Who = Pick<Session, 'sign_in' | 'offices' | 'works' | 'forms'>;

/** A room of the house: where its entry in the menu leads, the paths that lie in it, and whose it is. */
export interface Room {
  to: string;
  name: string;
  within: string[];
  mine: (who: Who) => boolean;
  /** Whether it stands in the menu at all; whoever knows its address gets in without. */
  shown?: (who: Who) => boolean;
  /** What to say to who may not enter. */
  others: string;
}

const works = ({ works: may }: Who) => may;
const WORK = '业务记录只有担任岗位的人能看，管理员不看；岗位由安全管理员给。';

/** The entries of the main menu. The front page is what each wants to see first. */
export const ROOMS: Room[] = [
  { to: '/', name: '首页', within: ['/unit'], mine: works, others: WORK },
  { to: '/reports', name: '报告', within: ['/reports'], mine: works, others: WORK },
  { to: '/forms', name: '上报表', within: ['/forms'], mine: works, shown: ({ forms }) => forms, others: WORK },
  { to: '/ledgers', name: '台账', within: ['/ledgers', '/start'], mine: works, others: WORK },
  { to: '/indicators', name: '指标', within: ['/indicators'], mine: works, others: WORK },
  {
    to: '/changes',
    name: '变更',
    within: ['/changes'],
    mine: (who) => who.works || who.offices.includes('audit'),
    others: '变更只有审计员和担任岗位的人能看。',
  },
  {
    to: '/people',
    name: '人员',
    within: ['/people', '/units', '/parameters', '/ledgers/_opened'],
    mine: (who) => who.sign_in === 'local' || who.offices.length > 0,
    others: '账号和岗位只有系统管理员、安全管理员、审计员能看。',
  },
  { to: '/status', name: '状态', within: ['/status'], mine: () => true, others: '' },
];

/** The entries that stand in somebody's menu. */
export function menuOf(who: Who): Room[] {
  return ROOMS.filter((room) => room.mine(who) && (room.shown?.(who) ?? true));
}

/** The room a path lies in, however deep; none for an address that leads nowhere. */
export function roomOf(path: string): Room | undefined {
  if (path === '/') return ROOMS[0];
  // Of two that hold it, the one that names more of the path.
  const depth = ({ within }: Room) => Math.max(0, ...within.filter((root) => path === root || path.startsWith(`${root}/`)).map((root) => root.length));
  return ROOMS.filter((room) => depth(room) > 0).sort((a, b) => depth(b) - depth(a))[0];
}

/** Where somebody begins who asks for nothing in particular: who reads no report has another front page. */
export function frontOf(who: Who): string {
  if (who.works) return '/';
  return who.offices.length ? '/people' : '/me';
}

/** Whether somebody may say what a ledger or a report is: whoever sits at the machine, and where there are accounts who has a post for it. */
export function declares({ declares: units }: Pick<Session, 'declares'>): boolean {
  return units.length > 0;
}
