import { expect, test } from 'vitest';
import { changeInWords } from './words';

test.each([
  [{ act: 'import', act_name: '导入', reason: '导入 甲.xlsx' }, '导入', '甲.xlsx'],
  [{ act: 'undo', act_name: '撤销', reason: '交错了表', undoes: 7 }, '撤销', '撤销第 7 次变更：交错了表'],
  [{ act: 'undo', act_name: '撤销', reason: '撤销', undoes: 7 }, '撤销', '撤销第 7 次变更'],
  [{ act: 'activate', act_name: '换定义', reason: '启用口径包“甲”0.1.0' }, '换定义', '台账、指标和报告按“甲”0.1.0 的定义'],
  [{ act: 'activate', act_name: '换定义', reason: '建台账“乙”' }, '换定义', '建台账“乙”'],
])('%j', (entry, name, why) => expect(changeInWords(entry)).toEqual({ name, why }));
