import { useEffect, useState } from 'react';
import type { ImportReport, Ledger } from '../../api/types';
import { Findings } from '../../shell/Trouble';
import { ImportChildren } from './ImportChildren';
import { areSeveral, asLedger, fewerIn, headingRow } from './child_sheets';
import { ImportChanges, ImportLeftOut, ImportLists, ImportTotals } from './ImportChecks';
import { ImportColumns } from './ImportColumns';
import { ImportMends } from './ImportMends';
import type { Mend, Said } from './useImport';

interface Props {
  ledger: Ledger;
  report: ImportReport;
  said: Said;
  busy: boolean;
  change: (next: Partial<Said>) => void;
  mend: (mends: Mend[]) => void;
  run: (partial: boolean) => void;
  download: () => void;
}

/** How a sheet was read: its columns, its totals, what would become of it, and what must be put right first. */
export function ImportPreview({ ledger, report, said, busy, change, mend, run, download }: Props) {
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  const general = report.findings.filter(({ line, sheet }) => !line || line <= headingRow(report, sheet));
  const heed = report.findings.filter(({ line, sheet, severity }) => line && line > headingRow(report, sheet) && severity === 'warning');
  const several = areSeveral(report);
  // Who agreed to what one look said did not agree to what the next one says.
  const [agreed, setAgreed] = useState(false);
  useEffect(() => setAgreed(false), [report]);
  return (
    <section aria-label="预览" data-part="import-preview" aria-busy={busy}>
      <p className="panel-where">
        {report.file}
        {report.sheets.length > 1 ? ` · ${report.sheets.length} 张工作表：${report.sheets.join('、')}` : report.sheet ? ` · ${report.sheet}` : ''}
        {report.header_row ? ` · 表头在第 ${report.header_row} 行` : ''}
      </p>
      <dl className="tally">
        <Count name="数据行" value={report.rows} />
        <Count name="新登记" value={report.new} />
        <Count name="更新" value={report.changed} />
        <Count name="不变" value={report.same} />
        <Count name="有错的行" value={report.wrong} />
        {report.mended ? <Count name="网页上改的格" value={report.mended} /> : null}
        {report.filled ? <Count name="合并单元格已补全" value={report.filled} /> : null}
      </dl>
      {report.persons ? <p className="hint">表里有 {report.persons} 个人还没有登记，会随这份表一并登记到人员名册。</p> : null}
      <Findings findings={general} />
      <ImportTotals report={report} />
      <ImportChildren report={report} agreed={agreed} agree={setAgreed} />
      {said.meaning === 'snapshot' ? <ImportLists report={report} ends={said.end_missing} end={(ends) => change({ end_missing: ends })} /> : <ImportChanges report={report} open={report.changed <= 5} />}
      <ImportMends report={report} busy={busy} mend={mend} />
      {heed.length ? (
        <details className="import-left" open={heed.length <= 8}>
          <summary>请留意 {heed.length} 处</summary>
          <ul>
            {heed.slice(0, 200).map(({ sheet, line, message, hint }, i) => (
              <li key={i}>
                {sheet && several ? `${sheet} ` : ''}第 {line} 行：{message}
                <span className="hint">{hint}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <ImportColumns ledger={ledger} report={report} columns={said.columns} say={(columns) => change({ columns })} />
      {report.children.map((child) => (
        <ImportColumns
          key={child.sheet}
          ledger={asLedger(ledger, child)}
          report={child}
          sheet={child.sheet}
          columns={said.tables[child.field] ?? {}}
          say={(columns) => change({ tables: { ...said.tables, [child.field]: columns } })}
        />
      ))}
      <ImportLeftOut report={report} />
      <Acts report={report} errors={errors.length} busy={busy} held={fewerIn(report) > 0 && !agreed} run={run} download={download} />
    </section>
  );
}

interface ActsProps {
  report: ImportReport;
  errors: number;
  busy: boolean;
  /** Something must be agreed to before anything is written. */
  held: boolean;
  run: (partial: boolean) => void;
  download: () => void;
}

function Acts({ report, errors, busy, held, run, download }: ActsProps) {
  const good = report.new + report.changed;
  const writes = good + report.ended > 0;
  const none = '没有错；表里的内容和台账一致，不用写入。';
  return (
    <div className={errors || writes ? 'form-acts import-acts' : 'form-acts import-acts import-acts-none'}>
      {errors ? (
        <>
          <span className="import-acts-more">有 {errors} 处错，现在什么都没有写入。</span>
          <button type="button" className="button" data-act="mark" disabled={busy} onClick={download}>
            下载标出问题的表
          </button>
          {writes ? (
            <button type="button" className="button" data-act="partial" disabled={busy || held} onClick={() => run(true)}>
              只导入正确的 {good} 行
            </button>
          ) : null}
        </>
      ) : (
        <>
          <span>{held ? '请先核对行数变少的记录，在上面打勾。' : writes ? '没有错，可以写入。' : none}</span>
          <button type="button" className="button button-first" data-act="run" disabled={!writes || busy || held} onClick={() => run(false)}>
            写入台账
          </button>
        </>
      )}
    </div>
  );
}

function Count({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
