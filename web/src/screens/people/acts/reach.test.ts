import { expect, test } from 'vitest';
import { nobodyDeclares, reachInWords } from './reach';

test.each<[Parameters<typeof reachInWords>[0], string]>([
  [{ reads: null, writes: null, clearance: 'sensitive' }, '看全部台账；填全部台账；说明用途后能看个人信息和敏感信息。'],
  [{ reads: ['甲', '乙'], writes: ['甲'], clearance: 'personal' }, '看甲、乙；填甲；说明用途后能看个人信息，敏感的仍遮住。'],
  [{ reads: null, writes: [], clearance: 'internal' }, '看全部台账；不填；个人信息都遮住。'],
  [{ reads: null, writes: null, clearance: 'internal', declares: true }, '看全部台账；填全部台账；能给本单位建台账、存报告；个人信息都遮住。'],
  [{ reads: [], writes: [], clearance: 'open' }, '不看台账；不填；只看公开的栏目。'],
])('%j', (role, words) => expect(reachInWords(role)).toBe(words));

test.each([
  [[], false],
  [[{ declares: false }], true],
  [[{ declares: false }, { declares: true }], false],
])('of %j nobody makes ledgers: %s', (roles, nobody) => expect(nobodyDeclares(roles)).toBe(nobody));
