import type { Finding, ImportReport, Ledger } from '../../api/types';
import { Findings } from '../../shell/Trouble';

interface Props {
  ledger: Ledger;
  report: ImportReport;
  run: (partial: boolean) => void;
}

/** How a sheet was read: its columns and the fields they met, what would become of it, and every finding at its cell. */
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
      <Sheet ledger={ledger} report={report} />
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

/** The sheet's columns, what each was taken for, and below them the lines in which something was found. */
function Sheet({ ledger, report }: { ledger: Ledger; report: ImportReport }) {
  const columns = [...report.columns].sort((a, b) => a.column - b.column);
  const found = report.findings.flatMap(({ line }) => (line ? [line] : []));
  const lines = [...new Set(found)].sort((a, b) => a - b);
  const nameOf = (field: string) => (field === 'unit' ? '单位' : (named(ledger).get(field) ?? field));
  return (
    <div className="sheet table-scroll">
      <table className="rows import-cells">
        <thead>
          <tr>
            <th scope="col">行</th>
            {columns.map((column) => (
              <th key={column.column} scope="col" className={column.field ? undefined : 'column-unread'}>
                {column.heading || `第 ${column.column} 列`}
                <span className="row-where">
                  {column.field ? `→ ${nameOf(column.field)}${column.measure ? `（${column.measure}）` : ''}` : '没有用上'}
                </span>
              </th>
            ))}
            {report.findings.some(({ line, column }) => line && !column) ? <th scope="col">整行</th> : null}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const own = report.findings.filter((finding) => finding.line === line);
            const whole = own.filter(({ column }) => !column);
            return (
              <tr key={line}>
                <td className="number">{line}</td>
                {columns.map((column) => (
                  <Cell key={column.column} findings={own.filter((finding) => finding.column === column.column)} />
                ))}
                {whole.length ? <Cell findings={whole} /> : null}
              </tr>
            );
          })}
          {lines.length ? null : (
            <tr>
              <td colSpan={columns.length + 1}>各行都读得通。</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ findings }: { findings: Finding[] }) {
  const wrong = findings.some(({ severity }) => severity === 'error');
  const className = wrong ? 'cell-wrong' : findings.length ? 'cell-heed' : undefined;
  return (
    <td className={className}>
      {findings.map(({ code, message, hint }, i) => (
        <em key={i} data-code={code}>
          {message}
          {hint ?? ''}
        </em>
      ))}
    </td>
  );
}

/** Names by what a column may be taken for: a field, or the day of a step. */
function named(ledger: Ledger): Map<string, string> {
  const steps = ledger.steps.map(({ id, name }) => [`steps.${id}`, `${name}的日期`] as const);
  return new Map([...ledger.fields.map(({ id, name }) => [id, name] as const), ...steps]);
}
