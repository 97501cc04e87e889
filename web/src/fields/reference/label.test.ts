import { describe, expect, test } from 'vitest';
import { labelsOf } from './label';

const FIELDS = [{ id: 'name', name: '姓名' }, { id: 'begins', name: '登记日期' }, { id: 'born', name: '出生日期' }, { id: 'number', name: '身份证号' }];

const one = (record: string, title: string, shown: Record<string, string>, masked: string[] = [], unit = '甲村') => ({ record, title, unit_name: unit, masked, shown });

const check = (records: ReturnType<typeof one>[], expected: string[]) => expect([...labelsOf(records, FIELDS).values()]).toEqual(expected);

describe('how records are offered', () => {
  test('one whose name is masked by the digits that lists show of it', () => {
    const masked = ['name', 'born', 'number'];
    check([one('a', '刘**', { name: '刘**', born: '***', number: '990101********6772' }, masked)], ['刘**（甲村，尾号6772）']);
    check([one('a', '刘**', { name: '刘**', born: '***', number: '990101********871X' }, masked)], ['刘**（甲村，尾号871X）']);
    check([one('a', '刘**', { name: '刘**', born: '***' }, masked)], ['刘**（甲村）']);
  });

  test('any other by its name and its unit', () => {
    check([one('a', '后山滑坡', {}), one('b', '桥头', {})], ['后山滑坡（甲村）', '桥头（甲村）']);
    check([one('a', '刘小燕', { number: '990101********6772' }, ['number'])], ['刘小燕（甲村）']);
    check([one('a', '刘小燕', {}), one('b', '刘小燕', {}, [], '乙村')], ['刘小燕（甲村）', '刘小燕（乙村）']);
  });

  test('two of one name in one unit by their digits, or by a field in which they differ', () => {
    const numbered = (record: string, tail: string) => one(record, '刘小燕', { name: '刘小燕', number: `990101********${tail}` }, ['number']);
    check([numbered('a', '6772'), numbered('b', '871X'), one('c', '桥头', {})], ['刘小燕（甲村，尾号6772）', '刘小燕（甲村，尾号871X）', '桥头（甲村）']);
    const born = (record: string, day: string, masked: string[] = []) => one(record, '刘小燕', { name: '刘小燕', begins: record, born: day }, masked);
    check([born('a', '1990-01-02'), born('b', '1955-03-04')], ['刘小燕（甲村，出生日期1990-01-02）', '刘小燕（甲村，出生日期1955-03-04）']);
    // What is masked for one tells nobody apart.
    check([born('a', '1990-01-02', ['born']), born('b', '1955-03-04')], ['刘小燕（甲村）', '刘小燕（甲村）']);
    check([born('a', '1990-01-02'), born('b', '1990-01-02')], ['刘小燕（甲村）', '刘小燕（甲村）']);
  });

  test('two whose digits are the same go on to the next', () => {
    const twin = (record: string, day: string) => one(record, '刘**', { name: '刘**', born: day, number: '99********11' }, ['name', 'number']);
    check([twin('a', '1990-01-02'), twin('b', '1955-03-04')], ['刘**（甲村，尾号11，出生日期1990-01-02）', '刘**（甲村，尾号11，出生日期1955-03-04）']);
  });
});
