import { readDecimal, times } from '../../figures/decimal';

/** Units that are written in several ways, as fractions of one of them; `kernel::measure` holds the full list. */
const KNOWN: Record<string, [of: string, top: string, below: string]> = {
  元: ['元', '1', '1'],
  千元: ['元', '1000', '1'],
  万元: ['元', '10000', '1'],
  亿元: ['元', '100000000', '1'],
  亩: ['亩', '1', '1'],
  万亩: ['亩', '10000', '1'],
  公顷: ['亩', '15', '1'],
  平方米: ['亩', '3', '2000'],
  米: ['米', '1', '1'],
  公里: ['米', '1000', '1'],
  公斤: ['公斤', '1', '1'],
  斤: ['公斤', '1', '2'],
  吨: ['公斤', '1000', '1'],
};

/** A number in another unit, exact; `undefined` where the two do not measure the same, or it does not come out. */
export function inMeasure(number: string, from: string, to: string): string | undefined {
  const plain = readDecimal(number);
  if (plain === undefined || from === to) return plain;
  const [a, b] = [KNOWN[from], KNOWN[to]];
  if (!a || !b || a[0] !== b[0]) return undefined;
  const base = times(plain, a[1], a[2]);
  return base === undefined ? undefined : times(base, b[2], b[1]);
}
