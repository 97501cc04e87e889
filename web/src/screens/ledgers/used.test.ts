import { describe, expect, test } from 'vitest';
import { joined, read } from './used';

describe('ledgers that somebody went to', () => {
  test('the last comes first, none twice, and there are a few', () => {
    expect(joined(['a', 'b'], 'b')).toEqual(['b', 'a']);
    const many = 'abcdefgh'.split('').reduce((before, id) => joined(before, id), [] as string[]);
    expect(many.join('')).toBe('hgfedc');
  });

  test('are read as they were kept, also by an older version, and what is damaged is left out', () => {
    expect(read('river_patrol,person')).toEqual(['river_patrol', 'person']);
    expect(read('river_patrol+,person')).toEqual(['river_patrol', 'person']);
    expect(read(',+,a')).toEqual(['a']);
    expect(read('')).toEqual([]);
  });
});
