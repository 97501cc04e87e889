import type { Account, Office, Session } from '../../api/types';

/** What can be done about an account. */
export type Action = 'post' | 'hand_over' | 'office' | 'password' | 'end';

export const ACTIONS: Record<Action, string> = { post: '给岗位', hand_over: '交接岗位', office: '定分工', password: '重设口令', end: '停用账号' };

type Of = Pick<Account, 'login' | 'offices' | 'is_there'> & { posts: unknown[] };

/** What this officer does about an account; nothing about one's own. The server decides again. */
export function actionsOn(me: Pick<Session, 'actor' | 'offices'>, account: Of): Action[] {
  if (isOneself(me, account)) return [];
  return possible(account).filter((action) => me.offices.includes(whose(action, account)));
}

/** What others do about it, and who: `['给岗位、定分工', 'security']`. */
export function leftToOthers(me: Pick<Session, 'offices'>, account: Of): [string, Office][] {
  const offices: Office[] = ['system', 'security'];
  return offices.flatMap((office): [string, Office][] => {
    const theirs = possible(account).filter((action) => whose(action, account) === office && !me.offices.includes(office));
    return theirs.length ? [[theirs.map((action) => ACTIONS[action]).join('、'), office]] : [];
  });
}

export function isOneself(me: Pick<Session, 'actor'>, account: Pick<Account, 'login'>): boolean {
  return me.actor === account.login;
}

/** An officer holds no post and who holds a post no office; of an ended account only its posts are left to hand on. */
function possible({ is_there, offices, posts }: Of): Action[] {
  if (!is_there) return posts.length ? ['hand_over'] : [];
  return [
    ...(offices.length ? [] : (['post'] as const)),
    ...(posts.length ? (['hand_over'] as const) : (['office'] as const)),
    'password',
    'end',
  ];
}

/** A security officer who forgot the password is helped by the system officer: nobody else may, and the auditor sees it. */
function whose(action: Action, { offices }: Of): Office {
  if (action === 'end') return 'system';
  return action === 'password' && offices.includes('security') ? 'system' : 'security';
}
