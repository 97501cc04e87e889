import { expect, test } from 'vitest';
import type { Account, Office } from '../../api/types';
import { actionsOn, leftToOthers, type Action } from './actions';

type Of = Pick<Account, 'login' | 'offices' | 'is_there'> & { posts: unknown[] };
const PLAIN: Of = { login: 'zhang', offices: [], posts: [], is_there: true };
const BUSY: Of = { ...PLAIN, posts: [1] };
const GONE: Of = { ...PLAIN, is_there: false };

test.each<[string, Office, Of, Action[], string]>([
  ['one who has nothing yet', 'system', PLAIN, ['end'], '给岗位、定分工、重设口令 security'],
  ['one who has nothing yet', 'security', PLAIN, ['post', 'office', 'password'], '停用账号 system'],
  ['one who has nothing yet', 'audit', PLAIN, [], '停用账号 system; 给岗位、定分工、重设口令 security'],
  ['who holds a post', 'security', BUSY, ['post', 'hand_over', 'password'], '停用账号 system'],
  ['who holds a post', 'system', BUSY, ['end'], '给岗位、交接岗位、重设口令 security'],
  ['another system officer', 'security', { ...PLAIN, offices: ['system'] }, ['office', 'password'], '停用账号 system'],
  ['a security officer', 'system', { ...PLAIN, offices: ['security'] }, ['password', 'end'], '定分工 security'],
  ['a security officer', 'security', { ...PLAIN, offices: ['security'] }, ['office'], '重设口令、停用账号 system'],
  ['oneself', 'system', { ...PLAIN, login: 'me', offices: ['system'] }, [], '定分工、重设口令 security'],
  ['who is gone', 'security', GONE, [], ''],
  ['who is gone and left a post', 'security', { ...GONE, posts: [1] }, ['hand_over'], ''],
])('about %s, the %s officer', (_, office, account, mine, others) => {
  const me = { actor: 'me', offices: [office] };
  expect(actionsOn(me, account, false)).toEqual(mine);
  expect(leftToOthers(me, account, false).map((left) => left.join(' ')).join('; ')).toBe(others);
});

test.each<[Office, Of, Action[]]>([
  ['security', PLAIN, ['post', 'office', 'password', 'outside']],
  ['system', PLAIN, ['end']],
  ['audit', PLAIN, []],
  ['system', { ...PLAIN, offices: ['security'] }, ['password', 'outside', 'end']],
  ['security', { ...PLAIN, offices: ['security'] }, ['office']],
  ['security', GONE, []],
])('where a house of identity is asked, the %s officer says who is whom', (office, account, mine) => {
  expect(actionsOn({ actor: 'me', offices: [office] }, account, true)).toEqual(mine);
});
