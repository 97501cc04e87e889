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
        <Count name="略过（合计、说明等）" value={report.left_out} />
        <Count name="有错" value={errors.length} />
      </dl>
      <Findings findings={general} />
      <Sheet ledger={ledger} report={report} />
      <div className="pager" style={{ paddingLeft: 0 }}>
        <span>{errors.length ? `有 ${errors.length} 处错。改好表再交，或只导入没有错的行。` : '没有错，可以写入。'}</span>
        <span className="pager-acts">
          {errors.length ? (
            <button type="button" className="button" disabled={!writes} onClick={() => run(true)}>
              只导入没有错的行
            </button>
          ) : (
            <button type="button" className="button button-first" onClick={() => run(false)}>
              写入台账
            </button>
          )}
        </span>
      </div>
    </section>
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

/** The sheet's columns; below them its first lines where the server sends them, else the lines something was found in. */
function Sheet({ ledger, report }: { ledger: Ledger; report: ImportReport }) {
  const columns = [...report.columns].sort((a, b) => a.column - b.column);
  const cells = new Map((report.sample ?? []).map(({ line, cells: texts }) => [line, texts]));
  const found = report.findings.flatMap(({ line }) => (line ? [line] : []));
  const lines = [...new Set([...cells.keys(), ...found])].sort((a, b) => a - b);
  const nameOf = (field: string | null | undefined) =>
    !field ? '未采用' : field === 'unit' ? '单位' : (ledger.fields.find(({ id }) => id === field)?.name ?? field);
  return (
    <div className="sheet table-scroll">
      <table className="rows import-cells">
        <thead>
          <tr>
            <th scope="col">行</th>
            {columns.map((column) => (
              <th key={column.column} scope="col" className={column.field ? undefined : 'column-unread'}>
                {column.heading || `第 ${column.column} 列`}
                <span className="row-where">→ {nameOf(column.field)}</span>
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
                {columns.map((column, i) => (
                  <Cell key={column.column} text={cells.get(line)?.[i] ?? ''} findings={own.filter((finding) => finding.column === column.column)} />
                ))}
                {whole.length ? <Cell text="" findings={whole} /> : null}
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

function Cell({ text, findings }: { text: string; findings: Finding[] }) {
  const wrong = findings.some(({ severity }) => severity === 'error');
  const className = wrong ? 'cell-wrong' : findings.length ? 'cell-heed' : undefined;
  return (
    <td className={className}>
      {text}
      {findings.map(({ code, message, hint }, i) => (
        <em key={i} data-code={code}>
          {message}
          {hint ?? ''}
        </em>
      ))}
    </td>
  );
}
