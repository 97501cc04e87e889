import { expect, test } from 'vitest';
import type { Unit } from '../../api/types';
import { NOTHING, levelsOf, linesOf, postsOf, without, type Pending } from './pending';

const unit = (id: string, name: string, level: string, parent: string | null): Unit => ({
  id,
  name,
  level,
  level_name: `${level}级`,
  parent,
  begins: '2000-01-01',
  ends: null,
  successors: [],
  book: 't',
});

const UNITS = [unit('v1', '甲村', 'village', 't'), unit('t', '镇', 'township', 'c'), unit('c', '县', 'county', null), unit('v2', '乙村', 'village', 't')];

test('levels come from the top down', () => {
  expect(levelsOf(UNITS).map(({ id }) => id)).toEqual(['county', 'township', 'village']);
});

const ALL: Pending = {
  begins: [{ code: 'v3', name: '丙村', level: 'village', parent: 't' }],
  ends: [
    { unit: 'v1', successors: ['v3', 'v2'] },
    { unit: 'v2', successors: [] },
  ],
  moves: [{ unit: 'v2', parent: 'x' }],
  renames: [{ unit: 'v2', name: '新村' }],
};

test('what is asked is said in words, new units by their names', () => {
  expect(linesOf(ALL, UNITS).map(({ words }) => words)).toEqual([
    '在镇下新设丙村（v3）',
    '撤销甲村，由丙村、乙村接续',
    '撤销乙村，没有接续的单位',
    '乙村划归x',
    '乙村改名为新村',
  ]);
  expect(linesOf(NOTHING, UNITS)).toEqual([]);
});

test('one line is taken away and the others stay', () => {
  const [, , second] = linesOf(ALL, UNITS);
  expect(second && without(ALL, second).ends).toEqual([{ unit: 'v1', successors: ['v3', 'v2'] }]);
  expect(second && without(ALL, second).begins).toEqual(ALL.begins);
});

test('what becomes of posts is said by the names of units, new ones too', () => {
  const post = { user_name: '张三', role_name: '支书', unit_name: '甲村' };
  expect(postsOf([{ ...post, to: 'v3', since: '2023-01-01' }, { ...post, to: null, since: null }], ALL, UNITS)).toEqual([
    '张三（甲村支书）从 2023-01-01 起转任丙村支书',
    '张三（甲村支书）随撤销免去，要继续任职请安全管理员另给岗位',
  ]);
});
