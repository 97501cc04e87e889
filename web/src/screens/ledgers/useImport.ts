import { useEffect, useRef, useState } from 'react';
import { Problem, at, get, handForFile, handForm, remove } from '../../api/client';
import { requestId } from '../../api/request_id';
import type { ImportProgress, ImportReport } from '../../api/types';
import { asProblem } from '../../shell/Trouble';
import { sentTold, type Telling } from '../record/form/told';

/** What is said of a file: what its rows mean, what its columns are, what was put right, and what is left out. */
export interface Said {
  meaning: 'append' | 'update' | 'snapshot';
  day: string;
  end_missing: boolean;
  unit: string;
  sheet: string;
  columns: Record<string, string>;
  /** What the columns of sheets are that bring the rows of tables, by the field that holds the table. */
  tables: Record<string, Record<string, string>>;
  mends: Mend[];
  /** On whose word all of it is, where it is another's. */
  told?: Telling | undefined;
}

export interface Mend {
  sheet: string | null;
  row: number;
  column: number;
  text: string;
}

/** Something is under way: since when it deserves to be shown, and how far it is. */
export interface Busy {
  mode: 'preview' | 'run' | 'mark';
  progress?: ImportProgress;
}

/** Larger files are refused by the server; the page says so before it sends them. */
const LARGEST = 256 * 1024 * 1024;
const SHOWN_AFTER = 300;

/** Sends a file and what is said of it, looks on how far it is, and can stop it. The latest asking wins. */
export function useImport(ledger: string) {
  const [busy, setBusy] = useState<Busy>();
  const [problem, setProblem] = useState<Problem>();
  const request = useRef('');
  const turn = useRef(0);

  useEffect(() => {
    if (!busy) return undefined;
    const look = setInterval(() => {
      const mine = turn.current;
      get<ImportProgress>(at`/imports/progress/${request.current}`)
        .then((progress) => mine === turn.current && setBusy((now) => now && { ...now, progress }))
        .catch(() => undefined); // It is over, or not begun; its own answer tells.
    }, SHOWN_AFTER);
    return () => clearInterval(look);
  }, [busy?.mode]);

  const send = async <T>(mode: Busy['mode'], file: File, deliver: (options: object) => Promise<T>, said: Said, partial: boolean) => {
    const mine = ++turn.current;
    request.current = requestId();
    setProblem(undefined);
    setBusy({ mode });
    try {
      if (file.size > LARGEST) throw tooLarge();
      const answer = await deliver(options(mode, request.current, said, partial));
      return mine === turn.current ? answer : undefined;
    } catch (cause) {
      if (mine === turn.current) setProblem(asProblem(cause));
      return undefined;
    } finally {
      if (mine === turn.current) setBusy(undefined);
    }
  };
  const path = at`/imports/${ledger}`;
  return {
    busy,
    problem,
    ask: (mode: 'preview' | 'run', file: File, said: Said, partial = false) =>
      send(mode, file, (body) => handForm<ImportReport>(path, file, body), said, partial),
    mark: (file: File, said: Said) => send('mark', file, (body) => handForFile(path, file, body), said, false),
    stop: () => void remove(at`/imports/progress/${request.current}`).catch(() => undefined),
  };
}

function options(mode: Busy['mode'], request: string, said: Said, partial: boolean) {
  const { unit, sheet, day, end_missing, told, ...rest } = said;
  return {
    ...rest,
    mode,
    request,
    partial,
    ...(unit ? { unit } : {}),
    ...(sheet ? { sheet } : {}),
    ...sentTold(told),
    ...(said.meaning === 'snapshot' ? { day, end_missing } : {}),
  };
}

function tooLarge(): Problem {
  return new Problem({
    code: 'store.too_large',
    message: '文件超过 256 MB，没有交上去。',
    hint: '请只留下要导入的表，或分成几个文件导入。',
  });
}
