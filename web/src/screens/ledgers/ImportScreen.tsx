import { useQuery } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { Link, useParams } from 'react-router';
import '../../styles/forms.css';
import { at, hand, type Problem } from '../../api/client';
import { ledger as ledgerQuery } from '../../api/queries';
import type { ImportReport } from '../../api/types';
import { UnitChooser } from '../../shell/Choosers';
import { Trouble, asProblem } from '../../shell/Trouble';
import { useSaved } from '../../shell/useUndo';
import { ImportPreview } from './ImportPreview';

interface Handed {
  file: File;
  report: ImportReport;
}

/** A spreadsheet into a ledger: drop it, see how it was read and what is wrong with which cell, write it, take it back. */
export default function ImportScreen() {
  const id = useParams().ledger ?? '';
  const ledger = useQuery(ledgerQuery(id)).data;
  const [unit, setUnit] = useState('');
  const [handed, setHanded] = useState<Handed>();
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState('');
  const [written, setWritten] = useState<ImportReport>();
  const saved = useSaved();

  const preview = async (file: File, of = unit) => {
    setBusy('正在读表……');
    setProblem(undefined);
    setHanded(undefined);
    setWritten(undefined);
    try {
      setHanded({ file, report: await hand<ImportReport>(at`/imports/${id}`, { mode: 'preview', unit: of }, file) });
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setBusy('');
    }
  };
  const run = async (partial: boolean) => {
    if (!handed) return;
    setBusy('正在写入……');
    try {
      const report = await hand<ImportReport>(at`/imports/${id}`, { mode: 'run', partial, unit }, handed.file);
      setWritten(report);
      setHanded(undefined);
      if (report.receipts.length) await saved(`已导入，${wordsOf(report)}。`, ...report.receipts);
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setBusy('');
    }
  };

  return (
    <div className="page">
      <div className="page-head">
        <h1>{ledger?.name ?? ''}：导入表格</h1>
        <p className="page-about">交 xlsx 或 csv。列按名称对上，先看对得怎样、哪些格有问题，确认后才写入；写入后仍可整体撤销。</p>
      </div>
      <div className="filters">
        <UnitChooser
          value={unit}
          name="表里没写单位的行，算作"
          anyName="不指定"
          onChange={(next) => {
            setUnit(next);
            if (handed) void preview(handed.file, next);
          }}
        />
      </div>
      <Drop take={(file) => void preview(file)} />
      {busy ? (
        <p className="waiting" role="status">
          {busy}
        </p>
      ) : null}
      {problem ? <Trouble cause={problem} /> : null}
      {handed && ledger && !busy ? <ImportPreview ledger={ledger} report={handed.report} run={(partial) => void run(partial)} /> : null}
      {written ? (
        <div className="empty" role="status">
          <p className="empty-title">
            {written.receipts.length ? `已写入：${wordsOf(written)}。` : '表里的内容和台账一致，没有要写入的。'}
          </p>
          <p>
            <Link to={`/ledgers/${id}`}>去看台账</Link>，或接着交下一份表。
          </p>
        </div>
      ) : null}
    </div>
  );
}

function wordsOf({ new: added, changed, persons, receipts }: ImportReport): string {
  const people = persons ? `，一并登记 ${persons} 人` : '';
  return `新增 ${added} 条，更新 ${changed} 条${people}${receipts.length > 1 ? `，分记在 ${receipts.length} 本账里` : ''}`;
}

function Drop({ take }: { take: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  };
  return (
    <label
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept=".xlsx,.xls,.csv"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) take(file);
          event.target.value = '';
        }}
      />
      <b>选一份表格，或拖到这里</b>
      <span>先预览，不会马上写入</span>
    </label>
  );
}
