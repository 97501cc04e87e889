import { describe, expect, test } from 'vitest';
import { EMPTY, add, draftOf, geometryOf, lacks, redo, undo } from './draft';
import { areaOf, crosses, lengthOf, sizeInWords } from './earth';
import { boundsOf, readGeometry, type Place } from './geometry';
import { middleOf } from './middle';
import { readTyped, readTypedList, written } from './typed';

const square = (west: number, south: number, size: number): Place[] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

describe('on the ellipsoid', () => {
  const near = (found: number, known: number, part: number) => expect(Math.abs(found / known - 1)).toBeLessThan(part);

  test('lengths that tables give', () => {
    near(lengthOf([[110, 44.5], [110, 45.5]]), 111_131.8, 1e-5);
    near(lengthOf([[110, 0], [111, 0]]), 111_319.49, 1e-6);
    near(lengthOf([[110, 30], [111, 30]]), 96_486.3, 1e-5);
  });

  test('an eighth of the whole, and a hole', () => {
    near(areaOf({ type: 'Polygon', coordinates: [[[0, 0], [90, 0], [90, 90], [0, 90], [0, 0]]] }), 510_065_621.7e6 / 8, 1e-9);
    const [large, hole] = [square(110, 30, 0.1), square(110.02, 30.02, 0.03)];
    const less = areaOf({ type: 'Polygon', coordinates: [large, hole] });
    near(areaOf({ type: 'Polygon', coordinates: [large] }) - less, areaOf({ type: 'Polygon', coordinates: [hole] }), 1e-9);
  });

  test('in words, as the server says it', () => {
    expect(sizeInWords({ type: 'Polygon', coordinates: [square(110, 30, 0.001)] })).toBe('约 16.04 亩（1.07 公顷）');
    expect(sizeInWords({ type: 'LineString', coordinates: [[110, 29.5], [110, 30.5]] })).toBe('长约 110.85 公里');
  });

  test.each([
    [square(110, 30, 1), false],
    [[[110, 30], [111, 31], [111, 30], [110, 31], [110, 30]], true],
    [[[110, 30], [114, 30], [114, 34], [112, 31], [110, 34], [110, 30]], false],
    [[[110, 30], [114, 30], [114, 34], [112, 30], [110, 34], [110, 30]], true],
  ] as [Place[], boolean][])('%j crosses itself: %s', (ring, expected) => {
    expect(crosses(ring)).toBe(expected);
  });
});

describe('typed', () => {
  test.each([
    ['110.2512,30.1234', '110.2512,30.1234'],
    ['110.2512， 30.1234', '110.2512,30.1234'],
    ['１１０．２５、３０．１２', '110.25,30.12'],
    ['(110.25 30.12)', '110.25,30.12'],
    ['110°15′36″ 30°7′12″', '110.26,30.12'],
    ['东经110度15分36秒，北纬30度7分12秒', '110.26,30.12'],
    ['北纬30°7′12″，东经110°15′36″', '110.26,30.12'],
    ['30°7′12″N, 110°15′36″E', '110.26,30.12'],
    ['110.5°E,30.25°N', '110.5,30.25'],
    ['110°15.6′, 30°7.2′', '110.26,30.12'],
    ['30.12,110.25', '像是把纬度写在了前面'],
    ['110°75′, 30°', '写成'],
    ['500000,3300000', '投影坐标'],
    ['10.5,30.1', '不在中国'],
    ['-110.5,30.1', '不在中国'],
    ['110.25', '写成'],
    ['110.25,30.12,5', '写成'],
    ['1.1.1,30', '写成'],
    ['村口', '写成'],
  ])('%s', (text, expected) => {
    const read = readTyped(text);
    if ('place' in read) expect(written(read.place)).toBe(expected);
    else expect(read.wrong).toContain(expected);
  });

  test('a list says which line is wrong', () => {
    expect(readTypedList('110,30\n110.1，30\n\n110.1,30.1').places).toHaveLength(3);
    expect(readTypedList('110,30; 村口').wrong).toContain('第 2 行');
  });
});

test('corners are taken back and come again, and are a place once there are enough', () => {
  let draft = add(add(add(EMPTY, [110, 30]), [111, 30]), [111, 31]);
  expect(geometryOf('polygon', draft)?.coordinates).toEqual([[[110, 30], [111, 30], [111, 31], [110, 30]]]);
  draft = undo(draft);
  expect([geometryOf('polygon', draft), lacks('polygon', draft), lacks('line', draft)]).toEqual([undefined, '还差 1 个点。', '']);
  expect(redo(draft).corners).toHaveLength(3);
  expect(add(draft, [112, 30]).undone).toEqual([]);
  expect(lacks('polygon', { corners: [[110, 30], [111, 31], [111, 30], [110, 31]], undone: [] })).toContain('交叉');
});

test('only an area in one piece is drawn on', () => {
  expect(draftOf('{"type":"Polygon","coordinates":[[[110,30],[111,30],[111,31],[110,30]]]}')?.corners).toHaveLength(3);
  expect(draftOf({ type: 'Polygon', coordinates: [square(110, 30, 1), square(110.2, 30.2, 0.1)] })).toBeUndefined();
  expect(draftOf(null)).toEqual(EMPTY);
});

test('a name stands within its unit, in the larger piece, beside a hole', () => {
  expect(middleOf({ type: 'Polygon', coordinates: [square(110, 30, 1)] }).map((n) => n.toFixed(3))).toEqual(['110.500', '30.500']);
  const two = middleOf({ type: 'MultiPolygon', coordinates: [[square(110, 30, 0.1)], [square(111, 30, 1)]] });
  expect(two[0]).toBeCloseTo(111.5);
  const [, north] = middleOf({ type: 'Polygon', coordinates: [square(110, 30, 1), square(110.2, 30.2, 0.4)] });
  expect(north).toBeGreaterThan(30.6);
});

test('what is no place is none', () => {
  expect([readGeometry('村口'), readGeometry('{"type":"Point","coordinates":[1]}'), readGeometry(null)]).toEqual([undefined, undefined, undefined]);
  const point = readGeometry('{"type":"Point","coordinates":[110,30]}');
  expect(point && boundsOf([point, { type: 'LineString', coordinates: [[109, 31], [110, 29]] }])).toEqual([109, 29, 110, 31]);
});
