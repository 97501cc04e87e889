import type { ImportReport, Ledger } from '../../api/types';
import { Findings } from '../../shell/Trouble';

interface Props {
  ledger: Ledger;
  report: ImportReport;
  run: (partial: boolean) => void;
}

/** How a sheet was read: its columns and the fields they met, what would become of it, and every finding with its place. */
export function ImportPreview({ ledger, report, run }: Props) {
  const errors = report.findings.filter(({ severity }) => severity === 'error');
  const writes = report.new + report.changed > 0;
  const rest = report.new + report.changed + report.same;
  const general = report.findings.filter(({ line }) => !line);
  return (
    <section aria-label="预览" data-part="import-preview" style={{ marginTop: 24 }}>
      <p className="panel-where">
        {report.file}
        {report.sheet ? ` · ${report.sheet}` : ''}
        {report.header_row ? ` · 表头在第 ${report.header_row} 行` : ''}
      </p>
      <dl className="tally">
        <Count name="数据行" value={report.rows} />
        <Count name="新增" value={report.new} />
        <Count name="更新" value={report.changed} />
        <Count name="不变" value={report.same} />
        {report.left_out ? <Count name="略过（合计、说明等）" value={report.left_out} /> : null}
        <Count name="有错的行" value={report.wrong} />
      </dl>
      {report.persons ? (
        <p className="hint">表里有 {report.persons} 个人还没有登记，会随这份表一并登记到人员名册。</p>
      ) : null}
      <Findings findings={general} />
      <Columns ledger={ledger} report={report} />
      <Found report={report} />
      <div className="pager" style={{ paddingLeft: 0 }}>
        <span>{errors.length ? wrongWords(errors.length, rest) : writes ? '没有错，可以写入。' : '没有错；表里的内容和台账一致，不用写入。'}</span>
        <span className="pager-acts">
          {errors.length ? (
            <button type="button" className="button" disabled={!writes} onClick={() => run(true)}>
              只导入没有错的行
            </button>
          ) : (
            <button type="button" className="button button-first" disabled={!writes} onClick={() => run(false)}>
              写入台账
            </button>
          )}
        </span>
      </div>
    </section>
  );
}

function wrongWords(errors: number, rest: number): string {
  return `有 ${errors} 处错，现在什么都没有写入。请在表里改好再交${rest ? '，或先导入没有错的行' : ''}。`;
}

function Count({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The sheet's columns, and what each was taken for. */
function Columns({ ledger, report }: { ledger: Ledger; report: ImportReport }) {
  const names = named(ledger);
  return (
    <ul className="import-columns" aria-label="各列对上了什么">
      {[...report.columns]
        .sort((a, b) => a.column - b.column)
        .map(({ column, heading, field, measure }) => (
          <li key={column} className={field ? undefined : 'column-unread'}>
            <b>{heading || `第 ${column} 列`}</b>
            <span>{field ? `→ ${names.get(field) ?? field}${measure ? `（${measure}）` : ''}` : '没有用上'}</span>
          </li>
        ))}
    </ul>
  );
}

/** What was found, by line and column, as the person will look for it in the sheet. */
function Found({ report }: { report: ImportReport }) {
  const headings = new Map(report.columns.map(({ column, heading }) => [column, heading]));
  const found = report.findings.filter(({ line }) => line).sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  if (!found.length) return null;
  return (
    <ol className="sheet import-found">
      {found.map(({ line, column, severity, code, message, hint }, i) => (
        <li key={i} className={severity === 'error' ? 'cell-wrong' : 'cell-heed'} data-code={code}>
          <b>
            第 {line} 行{column ? ` · ${headings.get(column) || `第 ${column} 列`}` : ''}
          </b>
          <span>
            {message}
            {hint ? <em>{hint}</em> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Names by what a column may be taken for: a field, or the day of a step. */
function named(ledger: Ledger): Map<string, string> {
  const steps = ledger.steps.map(({ id, name }) => [`steps.${id}`, `${name}的日期`] as const);
  return new Map([['unit', '单位'], ...ledger.fields.map(({ id, name }) => [id, name] as const), ...steps]);
}
