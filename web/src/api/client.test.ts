import { afterEach, expect, test, vi } from 'vitest';
import { Problem, address, at, get } from './client';

afterEach(() => vi.unstubAllGlobals());

test('an address leaves out what has no value and encodes what has', () => {
  expect(address('/x', { a: '', b: null, c: undefined })).toBe('/api/x');
  expect(address('/x', { filter: "name == '甲'", limit: 5 })).toBe('/api/x?filter=name+%3D%3D+%27%E7%94%B2%27&limit=5');
  expect(at`/ledgers/${'a/b'}/records/${7}`).toBe('/ledgers/a%2Fb/records/7');
});

const cases: [string, () => Promise<Response>, Partial<Problem>][] = [
  ['a problem of the server keeps its words', async () => answer(409, { code: 'record.conflict', message: '已被改过。', hint: '看看再改。' }), { code: 'record.conflict', message: '已被改过。', hint: '看看再改。', status: 409 }],
  ['a problem without a hint gets one', async () => answer(404, { code: 'not_found', message: '没有找到。' }), { code: 'not_found', hint: '请检查地址是否完整，或从上方菜单重新进入。' }],
  ['an answer that is no JSON', async () => new Response('<html>', { status: 502 }), { code: 'web.status_502' }],
  ['an answer that is no JSON though it says ok', async () => new Response('<html>', { status: 200 }), { code: 'web.status_200' }],
  ['no way to the server', () => Promise.reject(new TypeError('failed')), { code: 'web.unreachable' }],
];

test.each(cases)('%s', async (_, respond, expected) => {
  vi.stubGlobal('fetch', respond);
  const problem = await get('/session').then(() => undefined, (cause: unknown) => cause as Problem);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject(expected);
  expect(problem?.hint).not.toBe('');
});

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}
