import { expect, test } from 'vitest';
import type { LedgerRecord } from '../../api/types';
import { fileAddress, size } from './address';
import { fitted, named } from './shrink';

const record = { ledger: 'a', book: 'b/c', record: 'r', to_seq: null } as unknown as LedgerRecord;

test('a file lies with its record, as it was then', () => {
  expect(fileAddress(record, 'photo')).toBe('/api/ledgers/a/records/b%2Fc/r/files/photo');
  expect(fileAddress({ ...record, to_seq: 9 }, 'photo')).toBe('/api/ledgers/a/records/b%2Fc/r/files/photo?as_of=b%2Fc%3A8');
});

test.each([
  [12, '12 字节'],
  [1536, '2 KB'],
  [1_100_000, '1.0 MB'],
  [20 * 1024 * 1024, '20.0 MB'],
])('%d bytes are %s', (bytes, expected) => expect(size(bytes)).toBe(expected));

test.each([
  [4000, 3000, [1600, 1200]],
  [3000, 4000, [1200, 1600]],
  [1600, 900, [1600, 900]],
  [640, 480, [640, 480]],
  [16000, 2, [1600, 1]],
])('%d × %d fits into %j', (width, height, expected) => expect(fitted(width, height)).toEqual(expected));

test('what was made again is called what it is', () => {
  expect(named('现场.PNG')).toBe('现场.jpg');
  expect(named('现场')).toBe('现场.jpg');
  expect(named('v1.2 现场.heic')).toBe('v1.2 现场.jpg');
});
