import { expect, test } from 'vitest';
import { inWords } from './useExport';

test.each([
  [0, 0, '正在准备导出……'],
  [200, 3, '正在导出：已收到 1 KB，共 3 条'],
  [1_572_864, 100000, '正在导出：已收到 1.5 MB，共 100000 条'],
  [2048, 0, '正在导出：已收到 2 KB'],
])('%d bytes of %d records', (bytes, records, expected) => {
  expect(inWords({ bytes, records })).toBe(expected);
});
