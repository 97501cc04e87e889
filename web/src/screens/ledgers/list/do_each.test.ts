import { expect, test } from 'vitest';
import { Problem } from '../../../api/client';
import type { LedgerRecord, Receipt } from '../../../api/types';
import { doEach, type Each } from './do_each';

const records = ['a', 'b', 'c', 'd'].map((record) => ({ record }) as LedgerRecord);

/** Runs it where some records are refused with a code; says what came of it, and how often it was told. */
async function check(codes: Record<string, string>, stopAfter = Infinity): Promise<string> {
  let told: Each | undefined;
  let count = 0;
  const deed = ({ record }: LedgerRecord) => {
    const code = codes[record];
    return code ? Promise.reject(new Problem({ code, message: code })) : Promise.resolve({ record } as Receipt);
  };
  const tell = (so_far: Each) => {
    told = so_far;
    count += 1;
  };
  const all = await doEach(records, deed, tell, () => count >= stopAfter);
  expect(told).toEqual(all);
  const names = (list: { record: LedgerRecord }[]) => list.map(({ record }) => record.record).join('');
  return `${names(all.done)}/${names(all.refused)}/${count}`;
}

test('all', async () => expect(await check({})).toBe('abcd//4'));
test('one that is refused does not stop the others', async () => expect(await check({ b: 'record.conflict' })).toBe('acd/b/4'));
test('without a way to the server the rest is not tried', async () => expect(await check({ b: 'web.unreachable' })).toBe('a/b/2'));
test('told to stop, it stops', async () => expect(await check({}, 2)).toBe('ab//2'));
