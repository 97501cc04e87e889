import { expect, test } from 'vitest';
import type { Point } from '../../api/types';
import { nameOf, toSend, undecided, type Decisions } from './decisions';

const point = (kind: Point['kind'], indicator: string): Point => ({
  kind,
  key: `${indicator}@u@2022`,
  indicator,
  unit: 'u',
  unit_name: '甲',
  period: '2022',
  name: indicator,
  text: '',
  message: '',
});

const points = [point('forecast', 'a'), point('missing', 'b'), point('small', 'a')];

test.each<[Decisions, string[], string[]]>([
  [{}, ['forecast:a@u@2022', 'missing:b@u@2022', 'small:a@u@2022'], []],
  [{ 'forecast:a@u@2022': { why: ' 已核对 ' } }, ['missing:b@u@2022', 'small:a@u@2022'], ['a 已核对 -']],
  [{ 'missing:b@u@2022': { why: '没有统计', say: ' 未统计 ' } }, ['forecast:a@u@2022', 'small:a@u@2022'], ['b 没有统计 未统计']],
  [{ 'forecast:a@u@2022': { why: '  ' } }, ['forecast:a@u@2022', 'missing:b@u@2022', 'small:a@u@2022'], ['a  -']],
  [{ 'forecast:gone@u@2022': { why: '已核对' } }, ['forecast:a@u@2022', 'missing:b@u@2022', 'small:a@u@2022'], []],
])('%j', (decisions, open, sent) => {
  expect(undecided(points, decisions).map(nameOf)).toEqual(open);
  expect(toSend(points, decisions).map(({ indicator, why, say }) => `${indicator} ${why} ${say ?? '-'}`)).toEqual(sent);
});
