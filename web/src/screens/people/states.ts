import type { Account, Office, Post } from '../../api/types';
import { moment } from '../../shell/moment';

export type State = 'in_use' | 'outside' | 'no_password' | 'first_password' | 'locked' | 'ended';

/** The states of an account as one asks for them. */
export const STATES: Record<State, string> = {
  in_use: '在用',
  outside: '只用外部账号',
  no_password: '还没有口令',
  first_password: '首次口令未改',
  locked: '锁着',
  ended: '已停用',
};

export const OFFICES: Record<Office, string> = { system: '系统管理员', security: '安全管理员', audit: '审计员' };

/** What each officer is for, in a few words. */
export const OFFICE_WORK: Record<Office, string> = {
  system: '开账号、停账号，管单位和口径包',
  security: '给岗位、给口令、定分工',
  audit: '看变更和安全日志，监督另外两位',
};

/** What stands in the way most, else that it is in use. */
export function stateOf(account: Pick<Account, 'is_there' | 'locked_until' | 'has_password' | 'must_change' | 'outside'>): State {
  if (!account.is_there) return 'ended';
  if (account.locked_until) return 'locked';
  if (!account.has_password) return account.outside ? 'outside' : 'no_password';
  return account.must_change ? 'first_password' : 'in_use';
}

/** The state of one account, with when. */
export function stateInWords(account: Account): string {
  const state = stateOf(account);
  if (state === 'locked') return `锁到 ${moment(account.locked_until ?? '').slice(11)}`;
  return state === 'ended' ? ['已停用', account.ends].filter(Boolean).join(' ') : STATES[state];
}

/** A post as one says it: which role, where. */
export function postInWords(post: Pick<Post, 'role_name' | 'unit_name'>): string {
  return `${post.role_name} · ${post.unit_name}`;
}

/** From when to when a post is held; the last day named is the first without it. */
export function daysInWords({ begins, ends }: Pick<Post, 'begins' | 'ends'>): string {
  return [begins ? `${begins} 起` : '', ends ? `${ends} 止` : ''].filter(Boolean).join('，');
}

/** The accounts that hold every word that was typed, in whatever is seen of them, and are in a state. */
export function matching(all: Account[], words: string, state: string): Account[] {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((account) => {
    if (state && stateOf(account) !== state) return false;
    const seen = [account.name, account.login, ...account.offices.map((office) => OFFICES[office]), ...account.posts.map(postInWords)].join(' ').toLowerCase();
    return asked.every((word) => seen.includes(word));
  });
}
