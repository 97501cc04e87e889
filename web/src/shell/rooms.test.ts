import { expect, test } from 'vitest';
import { roomOf } from './rooms';

test.each([
  ['/', '报告'],
  ['/reports/annual', '报告'],
  ['/ledgers', '台账'],
  ['/ledgers/one', '台账'],
  ['/ledgers/one/new', '台账'],
  ['/ledgers/one/import', '台账'],
  ['/ledgers/one/990101200000/01J', '台账'],
  ['/start', '台账'],
  ['/indicators', '指标'],
  ['/indicators/one', '指标'],
  ['/changes', '变更'],
  ['/status', '状态'],
  ['/changesets', undefined],
  ['/no/such/page', undefined],
])('%s lies in %s', (path, name) => expect(roomOf(path)?.name).toBe(name));
