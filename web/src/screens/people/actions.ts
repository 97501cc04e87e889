import type { Account, Office, Session } from '../../api/types';

/** What can be done about an account. */
export type Action = 'post' | 'hand_over' | 'office' | 'password' | 'outside' | 'end';

export const ACTIONS: Record<Action, string> = { post: '给岗位', hand_over: '交接岗位', office: '定分工', password: '重设口令', outside: '外部账号', end: '停用账号' };

type Of = Pick<Account, 'login' | 'offices' | 'is_there'> & { posts: unknown[] };

/** What this officer does about an account; nothing about one's own. The server decides again. `house` is whether a house of identity is asked. */
export function actionsOn(me: Pick<Session, 'actor' | 'offices'>, account: Of, house: boolean): Action[] {
  if (isOneself(me, account)) return [];
  return possible(account, house).filter((action) => me.offices.includes(whose(action, account)));
}

/** What others do about it, and who: `['给岗位、定分工', 'security']`. */
export function leftToOthers(me: Pick<Session, 'offices'>, account: Of, house: boolean): [string, Office][] {
  const offices: Office[] = ['system', 'security'];
  return offices.flatMap((office): [string, Office][] => {
    const theirs = possible(account, house).filter((action) => whose(action, account) === office && !me.offices.includes(office));
    return theirs.length ? [[theirs.map((action) => ACTIONS[action]).join('、'), office]] : [];
  });
}

export function isOneself(me: Pick<Session, 'actor'>, account: Pick<Account, 'login'>): boolean {
  return me.actor === account.login;
}

/** An officer holds no post and who holds a post no office; of an ended account only its posts are left to hand on. */
function possible({ is_there, offices, posts }: Of, house: boolean): Action[] {
  if (!is_there) return posts.length ? ['hand_over'] : [];
  return [
    ...(offices.length ? [] : (['post'] as const)),
    ...(posts.length ? (['hand_over'] as const) : (['office'] as const)),
    'password',
    ...(house ? (['outside'] as const) : []),
    'end',
  ];
}

/** A security officer who forgot the password is helped by the system officer: nobody else may, and the auditor sees it. Who vouches for somebody lets him in, as a password does. */
function whose(action: Action, { offices }: Of): Office {
  if (action === 'end') return 'system';
  return (action === 'password' || action === 'outside') && offices.includes('security') ? 'system' : 'security';
}
