import { afterEach, expect, test, vi } from 'vitest';
import { Problem } from './client';
import { getFile, nameOf, type Coming } from './file';

afterEach(() => vi.unstubAllGlobals());

const HEADERS = { 'x-total': '12', 'content-disposition': "attachment; filename*=UTF-8''%E8%A1%A8%201.xlsx" };

function stream(pieces: string[], end: (controller: ReadableStreamDefaultController) => void): Response {
  const body = new ReadableStream({
    start(controller) {
      pieces.forEach((piece) => controller.enqueue(new TextEncoder().encode(piece)));
      end(controller);
    },
  });
  return new Response(body, { headers: HEADERS });
}

test('a file comes in pieces and keeps its name', async () => {
  vi.stubGlobal('fetch', async () => stream(['ab', 'c'], (controller) => controller.close()));
  const heard: Coming[] = [];
  const { blob, name } = await getFile('/x', { format: 'csv', unit: undefined }, new AbortController().signal, (coming) => heard.push(coming));
  expect([await blob.text(), name]).toEqual(['abc', '表 1.xlsx']);
  expect(heard).toEqual([{ bytes: 2, records: 12 }, { bytes: 3, records: 12 }]);
});

test('a file that is broken off is a problem, not a short file', async () => {
  vi.stubGlobal('fetch', async () => stream(['ab'], (controller) => controller.error(new TypeError('network error'))));
  const problem = await getFile('/x', {}, new AbortController().signal, () => undefined).then(() => undefined, (cause: unknown) => cause);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({ code: 'web.broken_off' });
});

test('a refusal keeps the words of the server', async () => {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ code: 'export.too_many', message: '太多。', hint: '分开导出。' }), { status: 422 }));
  const problem = await getFile('/x', {}, new AbortController().signal, () => undefined).then(() => undefined, (cause: unknown) => cause);
  expect(problem).toMatchObject({ code: 'export.too_many', hint: '分开导出。' });
});

test('a file without a name gets one', () => {
  expect(nameOf(new Headers())).toBe('导出');
});
