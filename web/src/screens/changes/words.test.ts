import { expect, test } from 'vitest';
import { aboutUndo, changeInWords } from './words';

test.each([
  [{ act: 'import', act_name: '导入', reason: '导入 甲.xlsx' }, '导入', '甲.xlsx'],
  [{ act: 'undo', act_name: '撤销', reason: '交错了表', undoes: 7 }, '撤销', '撤销第 7 次变更：交错了表'],
  [{ act: 'undo', act_name: '撤销', reason: '撤销', undoes: 7 }, '撤销', '撤销第 7 次变更'],
  [{ act: 'activate', act_name: '换定义', reason: '启用口径包“甲”0.1.0' }, '换定义', '台账、指标和报告按“甲”0.1.0 的定义'],
  [{ act: 'activate', act_name: '换定义', reason: '建台账“乙”' }, '换定义', '建台账“乙”'],
])('%j', (entry, name, why) => expect(changeInWords(entry)).toEqual({ name, why }));

test('who takes a Change back is told what goes back, and whom to tell', () => {
  const entry = { act: 'import', rows: 3, told: null };
  expect(aboutUndo(entry, false)).toBe('这次写下的 3 条都回到原来的样子；有一条后来又改过的，就整个不撤。');
  expect(aboutUndo(entry, true)).toContain('您看不到的记录');
  expect(aboutUndo({ ...entry, act: 'issue' }, true)).toContain('编号不再用');
  const told = { name: '李四', account: null, way: 'phone', way_name: '电话' };
  expect(aboutUndo({ ...entry, told }, false)).toMatch(/这是替李四录入的（电话），撤销后请告诉李四。$/);
});
