import { useEffect, useState } from 'react';
import type { ImportReport, ImportRow } from '../../api/types';
import { blankAs } from './blank';
import { areSeveral, columnsOf } from './child_sheets';
import { alike, keyOf } from './mends';
import type { Mend } from './useImport';

interface Props {
  report: ImportReport;
  busy: boolean;
  mend: (mends: Mend[]) => void;
}

const FEWEST_SHOWN = 50;

/** The rows with errors as a grid: each wrong cell is open to be put right, with what is wrong below it. */
export function ImportMends({ report, busy, mend }: Props) {
  const [typed, setTyped] = useState<Record<string, Mend>>({});
  const [all, setAll] = useState(false);
  useEffect(() => setTyped({}), [report]);
  const rows = all ? report.wrong_rows : report.wrong_rows.slice(0, FEWEST_SHOWN);
  if (!rows.length) return null;
  const mends = Object.values(typed);
  const send = () => mend(mends);
  return (
    <section aria-label="要改的行" data-part="import-mends">
      <h2 className="group-title">
        要改的行<small>标色的格可以直接改，不动您的文件；改好后按回车或“再看一遍”</small>
      </h2>
      <form
        className="import-mends"
        onSubmit={(event) => {
          event.preventDefault();
          if (mends.length) send();
        }}
      >
        <ol>
          {rows.map((row) => (
            <Row key={`${row.sheet ?? ''}:${row.row}`} row={row} report={report} typed={typed} type={(...mends) => setTyped({ ...typed, ...Object.fromEntries(mends.map((mend) => [keyOf(mend), mend])) })} />
          ))}
        </ol>
        {rows.length < report.wrong_rows.length ? (
          <button type="button" className="button button-quiet" onClick={() => setAll(true)}>
            还有 {report.wrong_rows.length - rows.length} 行，都列出来
          </button>
        ) : null}
        <button type="submit" className="button button-first" data-act="mend" disabled={!mends.length || busy}>
          {mends.length ? `改了 ${mends.length} 格，再看一遍` : '再看一遍'}
        </button>
      </form>
    </section>
  );
}

interface RowProps {
  row: ImportRow;
  report: ImportReport;
  typed: Record<string, Mend>;
  type: (...mends: Mend[]) => void;
}

function Row({ row, report, typed, type }: RowProps) {
  const found = report.findings.filter(({ line, sheet }) => line === row.row && (sheet ?? null) === (row.sheet ?? null));
  const whole = found.filter(({ column }) => !column);
  const columns = columnsOf(report, row.sheet);
  return (
    <li data-row={row.row}>
      <b>
        第 {row.row} 行{row.sheet && areSeveral(report) ? ` · ${row.sheet}` : ''}
      </b>
      <div className="import-cells">
        {columns.map(({ column, heading, field }) => {
          const here = found.filter((finding) => finding.column === column);
          const stands = row.cells[column - 1] ?? '';
          const wrong = here.some(({ severity }) => severity === 'error');
          // What is wrong with the row as a whole may be put right in any cell that says something.
          if (!wrong && !(whole.length && field)) {
            return (
              <span key={column} className="import-cell">
                <small>{heading}</small>
                {stands || blankAs(column, row)}
              </span>
            );
          }
          const key = keyOf({ sheet: row.sheet ?? null, row: row.row, column });
          const id = `mend-${key}`;
          const mine = typed[key];
          const others = wrong && mine ? alike(report, typed, mine) : [];
          return (
            <span key={column} className={wrong ? 'import-cell cell-wrong' : 'import-cell'}>
              <label htmlFor={id}>{heading || `第 ${column} 列`}</label>
              <input
                id={id}
                className="plain-input"
                value={mine?.text ?? stands}
                aria-invalid={wrong}
                aria-describedby={`${id}-why`}
                onChange={(event) => type({ sheet: row.sheet ?? null, row: row.row, column, text: event.target.value })}
              />
              <span id={`${id}-why`} className="import-why">
                {here.map(({ message, hint, code }, i) => (
                  <span key={i} data-code={code}>
                    {message}
                    {hint}
                  </span>
                ))}
                {others.length ? (
                  <button type="button" className="button-text" data-act="mend-alike" onClick={() => type(...others)}>
                    还有 {others.length} 格也写着“{stands.trim()}”，都改成“{mine?.text.trim()}”
                  </button>
                ) : null}
              </span>
            </span>
          );
        })}
      </div>
      {whole.map(({ message, hint }, i) => (
        <p key={i} className="form-wrong">
          {message}
          {hint}
        </p>
      ))}
    </li>
  );
}
