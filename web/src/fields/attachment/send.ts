import { Problem, address, at } from '../../api/client';
import type { FileInfo } from '../../api/types';
import { counted } from '../../api/underway';

/** Hands in a file, telling how much of it has gone, from 0 to 1. `fetch` does not tell. */
export function send(ledger: string, field: string, file: File, signal: AbortSignal, told: (part: number) => void): Promise<FileInfo> {
  return counted(
    new Promise<FileInfo>((done, failed) => {
      const request = new XMLHttpRequest();
      request.open('POST', address(at`/ledgers/${ledger}/files`, { field, name: file.name }));
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.responseType = 'json';
      request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0);
      request.onload = () => {
        const said = (request.response ?? {}) as FileInfo & Partial<Problem>;
        if (request.status === 200) done(said);
        else failed(problem(request.status, said));
      };
      request.onerror = () => failed(unreachable());
      request.onabort = () => failed(new DOMException('', 'AbortError'));
      signal.addEventListener('abort', () => request.abort());
      request.send(file);
    }),
  );
}

function problem(status: number, said: Partial<Problem>): Problem {
  return new Problem({
    code: said.code ?? `web.status_${status}`,
    message: said.message ?? '服务器没有收下这个文件。',
    status,
    ...(said.hint ? { hint: said.hint } : {}),
  });
}

function unreachable(): Problem {
  return new Problem({
    code: 'web.unreachable',
    message: '没有传完，连不上服务器。',
    hint: '请检查网络后再试一次；选好的还在。',
  });
}
