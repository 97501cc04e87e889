import { expect, test } from 'vitest';
import { screenAt } from './begin';

test.each([
  ['/', 'home'],
  ['/reports/annual', 'report'],
  ['/forms', 'forms'],
  ['/forms/a', 'form'],
  ['/ledgers', 'ledgers'],
  ['/ledgers/a', 'ledger'],
  ['/ledgers/a/new', 'new_record'],
  ['/ledgers/a/import', 'import'],
  ['/ledgers/a/b/c', 'record'],
  ['/people/log', 'security_log'],
  ['/people/zhang', 'account'],
  ['/no/such/page/at/all', 'nowhere'],
])('%s is %s', (path, name) => {
  expect(screenAt(path)).toBe(name);
});
