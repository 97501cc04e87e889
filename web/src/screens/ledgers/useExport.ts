import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/client';
import { getFile, save, type Coming } from '../../api/file';
import { asProblem } from '../../shell/Trouble';

export type Format = 'xlsx' | 'csv';

/** Gets what lies at a path as a file, looks on how far it is, and can stop it. Leaving the page stops it, too. */
export function useExport(path: string) {
  const [coming, setComing] = useState<Coming>();
  const [problem, setProblem] = useState<Problem>();
  const going = useRef<AbortController>(undefined);

  const stop = () => {
    going.current?.abort();
    going.current = undefined;
    setComing(undefined);
  };
  useEffect(() => stop, []);

  const begin = async (query: Record<string, string | undefined>) => {
    stop();
    const mine = new AbortController();
    going.current = mine;
    setProblem(undefined);
    setComing({ bytes: 0, records: 0 });
    try {
      save(await getFile(path, query, mine.signal, setComing));
    } catch (cause) {
      if (!mine.signal.aborted) setProblem(asProblem(cause));
    } finally {
      if (going.current === mine) stop();
    }
  };
  return { coming, problem, begin, stop, forget: () => setProblem(undefined) };
}

/** How much has come, in words. */
export function inWords({ bytes, records }: Coming): string {
  const of = records ? `，共 ${records} 条` : '';
  if (!bytes) return '正在准备导出……';
  const megabytes = bytes / 1024 / 1024;
  return `正在导出：已收到 ${megabytes < 1 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${megabytes.toFixed(1)} MB`}${of}`;
}
