import { expect, test } from 'vitest';
import { declares, frontOf, menuOf, roomOf, type Who } from './rooms';

test.each([
  ['/', '首页'],
  ['/unit/990101200201', '首页'],
  ['/reports', '报告'],
  ['/reports/annual', '报告'],
  ['/ledgers', '台账'],
  ['/ledgers/one', '台账'],
  ['/ledgers/one/new', '台账'],
  ['/ledgers/one/import', '台账'],
  ['/ledgers/one/990101200000/01J', '台账'],
  ['/forms', '上报表'],
  ['/forms/one', '上报表'],
  ['/start', '台账'],
  ['/indicators', '指标'],
  ['/indicators/one', '指标'],
  ['/changes', '变更'],
  ['/people', '人员'],
  ['/people/01J', '人员'],
  ['/units', '人员'],
  ['/ledgers/_opened', '人员'],
  ['/people/log', '人员'],
  ['/me', undefined],
  ['/status', '状态'],
  ['/changesets', undefined],
  ['/no/such/page', undefined],
])('%s lies in %s', (path, name) => expect(roomOf(path)?.name).toBe(name));

const WORK = ['首页', '报告', '台账', '指标', '变更'];
const WITH_FORMS = ['首页', '报告', '上报表', '台账', '指标', '变更'];

test.each<[string, Who, string[], string]>([
  ['who sits at a machine without accounts', { sign_in: 'local', offices: [], works: true, forms: true }, [...WITH_FORMS, '人员', '状态'], '/'],
  ['who holds a post', { sign_in: 'done', offices: [], works: true, forms: true }, [...WITH_FORMS, '状态'], '/'],
  ['who works where no form is declared', { sign_in: 'done', offices: [], works: true, forms: false }, [...WORK, '状态'], '/'],
  ['the system officer', { sign_in: 'done', offices: ['system'], works: false, forms: false }, ['人员', '状态'], '/people'],
  ['the security officer', { sign_in: 'done', offices: ['security'], works: false, forms: false }, ['人员', '状态'], '/people'],
  ['the auditor', { sign_in: 'done', offices: ['audit'], works: false, forms: false }, ['变更', '人员', '状态'], '/people'],
  ['who has an account and nothing else', { sign_in: 'done', offices: [], works: false, forms: false }, ['状态'], '/me'],
])('%s sees the rooms that are theirs', (_, who, names, front) => {
  expect(menuOf(who).map(({ name }) => name)).toEqual(names);
  expect(frontOf(who)).toBe(front);
});

test('whoever declares for some unit may make ledgers', () => {
  expect(declares({ declares: [] })).toBe(false);
  expect(declares({ declares: [{ id: 'a', name: '甲' }] })).toBe(true);
});
