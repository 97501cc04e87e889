import { expect, test } from 'vitest';
import type { Account } from '../../api/types';
import { daysInWords, matching, stateInWords } from './states';

const account = (said: Partial<Account>): Account => ({
  id: '1',
  login: 'zhang.san',
  name: '张三',
  offices: [],
  is_there: true,
  has_password: true,
  second_step: false,
  must_change: false,
  posts: [],
  ...said,
});
const post = { id: '2', role: 'keeper', role_name: '保管员', unit: '01', unit_name: '南坪村', is_held: true };

test.each<[Partial<Account>, string]>([
  [{}, '在用'],
  [{ has_password: false }, '还没有口令'],
  [{ has_password: false, outside: 'u-1' }, '只用外部账号'],
  [{ must_change: true }, '首次口令未改'],
  [{ must_change: true, locked_until: '2026-11-26T03:05:00Z' }, '锁到 11:05'],
  [{ is_there: false, ends: '2026-11-01', has_password: false }, '已停用 2026-11-01'],
])('%j is %s', (said, words) => expect(stateInWords(account(said))).toBe(words));

test.each([
  [{ begins: '2026-01-01', ends: '2026-12-01' }, '2026-01-01 起，2026-12-01 止'],
  [{ begins: '2026-01-01', ends: null }, '2026-01-01 起'],
  [{ begins: null, ends: null }, ''],
])('%j: %s', (days, words) => expect(daysInWords(days)).toBe(words));

const ALL = [
  account({ login: 'zhang.san', name: '张三', posts: [post] }),
  account({ login: 'li', name: '李四', offices: ['security'] }),
  account({ login: 'wang', name: '王五', has_password: false }),
];

test.each([
  ['', '', ['张三', '李四', '王五']],
  ['ZHANG', '', ['张三']],
  ['南坪 保管', '', ['张三']],
  ['南坪 李', '', []],
  ['安全', '', ['李四']],
  ['', 'no_password', ['王五']],
  ['张', 'no_password', []],
])('“%s” in state “%s” finds %j', (words, state, names) => expect(matching(ALL, words, state).map(({ name }) => name)).toEqual(names));
