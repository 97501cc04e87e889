import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import '../../styles/forms.css';
import '../../styles/imports.css';
import { save } from '../../api/file';
import { ledger as ledgerQuery, session } from '../../api/queries';
import type { ImportReport } from '../../api/types';
import { DropFile } from '../../shell/DropFile';
import { Trouble } from '../../shell/Trouble';
import { useSaved, useUndo } from '../../shell/useUndo';
import { useUnitName } from '../../shell/useUnitName';
import { ToldRow } from '../record/form/ToldRow';
import { NAMELESS, isNameless } from '../record/form/told';
import { ImportMeaning } from './ImportMeaning';
import { ImportPreview } from './ImportPreview';
import { ImportProgressLine } from './ImportProgressLine';
import { useImport, type Mend, type Said } from './useImport';

interface Props {
  ledger: string;
  /** A file that is there already; else one is asked for. */
  file?: File | undefined;
  /** The unit of rows, whatever the sheet says; blank where the sheet says it. */
  unit: string;
  onWritten?: (report: ImportReport) => void;
}

/** As in the styles: a hand's width. */
const NARROW = '(max-width: 720px)';

const NOTHING: Said = { meaning: 'update', day: '', end_missing: false, unit: '', sheet: '', columns: {}, tables: {}, mends: [] };

/** A spreadsheet into a ledger: see how it was read, say what is wrong about that, put cells right, write, take back. */
export function ImportDesk({ ledger: id, file: given, unit, onWritten }: Props) {
  const ledger = useQuery(ledgerQuery(id)).data;
  const who = useQuery(session).data;
  const today = who?.today ?? '';
  const [file, setFile] = useState(given);
  const [said, setSaid] = useState(NOTHING);
  const [report, setReport] = useState<ImportReport>();
  const [written, setWritten] = useState<ImportReport>();
  const [unnamed, setUnnamed] = useState(false);
  const { busy, problem, ask, mark, stop } = useImport(id);
  const desk = useRef<HTMLDivElement>(null);
  const saved = useSaved();
  const undo = useUndo();

  const preview = async (of: File, next: Said) => {
    setSaid(next);
    setWritten(undefined);
    if (next.meaning === 'snapshot' && !next.day) return;
    const answer = await ask('preview', of, { ...next, unit });
    if (answer) setReport(answer);
  };
  // Another file begins anew; another unit only asks again.
  const take = (next: File) => {
    setFile(next);
    setReport(undefined);
    void preview(next, { ...NOTHING, meaning: said.meaning, day: said.day, told: said.told });
  };
  useEffect(() => {
    if (given) take(given);
  }, [given]);
  useEffect(() => {
    if (file && report) void preview(file, said);
  }, [unit]);

  // What was read is looked at next, and on a phone it would lie below the window.
  const read = report !== undefined;
  useEffect(() => {
    if (read && window.matchMedia(NARROW).matches) desk.current?.scrollIntoView({ block: 'start' });
  }, [read]);

  const change = (next: Partial<Said>) => {
    if (file) void preview(file, { ...said, ...next });
    else setSaid({ ...said, ...next });
  };
  const run = async (partial: boolean) => {
    setUnnamed(isNameless(said.told));
    if (!file || isNameless(said.told)) return;
    const answer = await ask('run', file, { ...said, unit }, partial);
    if (!answer) return;
    if (!answer.receipts.length) {
      setReport(answer);
      return;
    }
    setWritten(answer);
    setReport(undefined);
    setFile(undefined);
    setSaid(NOTHING);
    await saved(`已导入，${wordsOf(answer)}。`, ...answer.receipts);
    onWritten?.(answer);
  };
  const download = async () => {
    if (!file) return;
    const copy = await mark(file, { ...said, unit });
    if (copy) save({ blob: copy, name: `${file.name.replace(/\.[^.]+$/, '')}（标出问题）.xlsx` });
  };

  return (
    <div className={file ? 'import-desk import-desk-taken' : 'import-desk'} data-part="import-desk" ref={desk}>
      <ImportMeaning said={said} ledger={ledger} today={today} change={change} />
      <ToldRow
        ledger={id}
        unit={unit || who?.unit.id}
        telling={said.told}
        onChange={(told) => setSaid({ ...said, told })}
        wrongs={unnamed && isNameless(said.told) ? [NAMELESS] : []}
      />
      <DropFile
        title={file ? file.name : '选一份表格，或拖到这里'}
        about={file ? '换一份表格' : 'xlsx、xls、et、ods、csv 都可以；先预览，不会马上写入'}
        taken={Boolean(file)}
        take={take}
      />
      {busy ? <ImportProgressLine busy={busy} stop={stop} /> : null}
      {problem ? <Trouble cause={problem} retry={file ? () => void preview(file, said) : undefined} /> : null}
      {file && report && ledger ? (
        <ImportPreview
          ledger={ledger}
          report={report}
          said={said}
          busy={Boolean(busy)}
          change={change}
          mend={(mends) => change({ mends: merged(said.mends, mends) })}
          run={(partial) => void run(partial)}
          download={() => void download()}
        />
      ) : null}
      {written ? <Receipt report={written} undo={() => void undo('导入后随即撤销', ...written.receipts).then(() => setWritten(undefined))} /> : null}
    </div>
  );
}

function Receipt({ report, undo }: { report: ImportReport; undo: () => void }) {
  const nameOf = useUnitName();
  return (
    <div className="import-receipt" role="status" data-part="import-receipt">
      <p className="empty-title">已写入：{wordsOf(report)}。</p>
      <p className="hint">
        {report.file}，是{report.receipts.map(({ book, seq }) => `${nameOf(book)}的第 ${seq} 次变更`).join('、')}
        {report.mended ? `；其中 ${report.mended} 格是在网页上改的` : ''}。可接着交下一份表。
      </p>
      <button type="button" className="button" data-act="undo-import" onClick={undo}>
        撤销这次导入
      </button>
    </div>
  );
}

function wordsOf({ new: added, changed, persons, ended, missing, receipts }: ImportReport): string {
  const people = persons ? `，一并登记 ${persons} 人` : '';
  const over = ended ? `，结束 ${ended} 条` : '';
  const kept = missing.length > ended ? `，表里没有的 ${missing.length - ended} 条留着没动` : '';
  return `新登记 ${added} 条，更新 ${changed} 条${people}${over}${kept}${receipts.length > 1 ? `，分记在 ${receipts.length} 个单位名下` : ''}`;
}

/** What was put right before, and now. */
function merged(before: Mend[], now: Mend[]): Mend[] {
  const at = ({ sheet, row, column }: Mend) => `${sheet ?? ''}\n${row}\n${column}`;
  return [...new Map([...before, ...now].map((mend) => [at(mend), mend])).values()];
}
