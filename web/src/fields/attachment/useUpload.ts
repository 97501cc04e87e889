import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../api/client';
import type { FileInfo } from '../../api/types';
import { asProblem } from '../../shell/Trouble';
import { handed } from './place';
import { send } from './send';
import { shrink } from './shrink';

export type Upload = { kind: 'resting' } | { kind: 'sending'; name: string; part: number } | { kind: 'failed'; file: File; problem: Problem };

/** Hands in one file at a time; another one takes the place of one that is on its way. */
export function useUpload(ledger: string, field: string, photo: boolean, done: (file: FileInfo) => void) {
  const [upload, setUpload] = useState<Upload>({ kind: 'resting' });
  const going = useRef<AbortController>(undefined);
  useEffect(() => () => going.current?.abort(), []);

  const start = async (file: File) => {
    going.current?.abort();
    const abort = new AbortController();
    going.current = abort;
    const still = () => going.current === abort && !abort.signal.aborted;
    setUpload({ kind: 'sending', name: file.name, part: 0 });
    try {
      const ready = photo ? await shrink(file) : file;
      if (!still()) return;
      const info = await send(ledger, field, ready, abort.signal, (part) => {
        if (still()) setUpload({ kind: 'sending', name: file.name, part });
      });
      if (!still()) return;
      handed.set(info.file, info);
      setUpload({ kind: 'resting' });
      done(info);
    } catch (cause) {
      if (still()) setUpload({ kind: 'failed', file, problem: asProblem(cause) });
    }
  };
  const cancel = () => {
    going.current?.abort();
    going.current = undefined;
    setUpload({ kind: 'resting' });
  };
  return { upload, start: (file: File) => void start(file), cancel };
}
