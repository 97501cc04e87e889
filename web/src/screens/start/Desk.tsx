import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { at, hand, type Problem } from '../../api/client';
import { ledger as ledgerQuery } from '../../api/queries';
import type { ImportReport } from '../../api/types';
import { Trouble, asProblem } from '../../shell/Trouble';
import { useSaved } from '../../shell/useUndo';
import { ImportPreview } from '../ledgers/ImportPreview';
import { Progress } from './Progress';

interface Props {
  ledger: string;
  file: File;
  unit: string;
  onWritten: (report: ImportReport) => void;
}

/** A file looked at, then written. */
export function Desk({ ledger, file, unit, onWritten }: Props) {
  const about = useQuery(ledgerQuery(ledger)).data;
  const [report, setReport] = useState<ImportReport>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState('');
  const saved = useSaved();

  const send = useCallback(
    async (words: string, query: { mode: string; partial?: boolean }): Promise<ImportReport | undefined> => {
      setBusy(words);
      setProblem(undefined);
      try {
        return await hand<ImportReport>(at`/imports/${ledger}`, { ...query, unit }, file);
      } catch (cause) {
        setProblem(asProblem(cause));
        return undefined;
      } finally {
        setBusy('');
      }
    },
    [ledger, unit, file],
  );
  useEffect(() => {
    setReport(undefined);
    void send('正在读表……', { mode: 'preview' }).then(setReport);
  }, [send]);
  const run = async (partial: boolean) => {
    const written = await send('正在写入……', { mode: 'run', partial });
    if (!written) return;
    if (written.receipts.length) await saved(`已导入，新增 ${written.new} 条，更新 ${written.changed} 条。`, ...written.receipts);
    onWritten(written);
  };
  return (
    <>
      <Progress words={busy} />
      {problem ? <Trouble cause={problem} /> : null}
      {report && about && !busy ? <ImportPreview ledger={about} report={report} run={(partial) => void run(partial)} /> : null}
    </>
  );
}
