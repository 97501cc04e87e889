import { describe, expect, test } from 'vitest';
import { joined, read, written } from './used';

const one = (id: string, writes = true) => ({ id, writes });

describe('ledgers that somebody went to', () => {
  test('the last comes first, none twice, and there are a few', () => {
    expect(joined([one('a'), one('b')], one('b', false))).toEqual([one('b', false), one('a')]);
    const many = 'abcdefgh'.split('').reduce((before, id) => joined(before, one(id)), [] as ReturnType<typeof one>[]);
    expect(many.map(({ id }) => id).join('')).toBe('hgfedc');
  });

  test('are read as they were kept, and what is damaged is left out', () => {
    const all = [one('river_patrol'), one('person', false)];
    expect(read(written(all))).toEqual(all);
    expect(read(',+,a')).toEqual([one('a', false)]);
    expect(read('')).toEqual([]);
  });
});
