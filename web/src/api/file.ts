import { Problem, address, problemOf, reach } from './client';

/** A file that came whole. */
export interface Received {
  blob: Blob;
  name: string;
}

/** How much has come, of how many records. */
export interface Coming {
  bytes: number;
  records: number;
}

/** Gets a file piece by piece, telling how much has come. What was broken off is no file. */
export async function getFile(
  path: string,
  query: Record<string, string | undefined>,
  signal: AbortSignal,
  told: (coming: Coming) => void,
): Promise<Received> {
  const response = await reach(address(path, query), { signal });
  if (!response.ok) throw await problemOf(response);
  const records = Number(response.headers.get('x-total') ?? 0);
  const pieces: BlobPart[] = [];
  let bytes = 0;
  try {
    for await (const piece of piecesOf(response)) {
      pieces.push(piece);
      bytes += piece.byteLength;
      told({ bytes, records });
    }
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Problem({
      code: 'web.broken_off',
      message: '导出中途断了，文件不完整，没有保存。',
      hint: '请再导出一次；仍不行时，请把时间告诉管理员。',
    });
  }
  return { blob: new Blob(pieces, { type: response.headers.get('content-type') ?? '' }), name: nameOf(response.headers) };
}

async function* piecesOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value as Uint8Array<ArrayBuffer>;
  }
}

/** What the server calls the file. */
export function nameOf(headers: Headers): string {
  const said = /filename\*=UTF-8''([^;]+)/.exec(headers.get('content-disposition') ?? '')?.[1];
  return said ? decodeURIComponent(said) : '导出';
}

/** Keeps a file where the browser keeps what it is given. */
export function save({ blob, name }: Received) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
