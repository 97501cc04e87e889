import type { ImportReport, Ledger } from '../../api/types';

interface Props {
  ledger: Ledger;
  report: ImportReport;
  columns: Record<string, string>;
  say: (columns: Record<string, string>) => void;
}

/** The sheet's columns with their first cells, and what each was taken for; another choice asks again. */
export function ImportColumns({ ledger, report, columns, say }: Props) {
  const taken = [...report.columns].sort((a, b) => a.column - b.column);
  const sample = report.sample.slice(0, 3);
  if (!taken.length) return null;
  return (
    <section aria-label="各列对上了什么">
      <h2 className="group-title">
        各列对上了什么<small>不对的点开改；改过的，下次照着来</small>
      </h2>
      <ul className="import-columns">
        {taken.map(({ column, heading, field, measure, source }) => (
          <li key={column} className={field ? undefined : 'column-unread'} data-column={column}>
            <b>{heading || `第 ${column} 列`}</b>
            <span className="import-sample">{sample.map(({ cells }) => cells[column - 1]).filter(Boolean).join('　') || '（空）'}</span>
            <select
              aria-label={`“${heading}”是台账的哪一项`}
              value={chosen(field)}
              onChange={(event) => say({ ...columns, [heading]: event.target.value })}
            >
              <option value="-">不导入这一列</option>
              {field?.startsWith('steps.') ? <option value={field}>{stepName(ledger, field)}</option> : null}
              <option value="unit">所属单位</option>
              {ledger.fields.map(({ id, name, required }) => (
                <option key={id} value={id}>
                  {name}
                  {required ? '（必填）' : ''}
                </option>
              ))}
            </select>
            <span className="hint">
              {measure ? `按${measure}读。` : ''}
              {source === 'remembered' ? '按上次的对应。' : source === 'said' ? '您选的。' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function chosen(field: string | null | undefined): string {
  return field ?? '-';
}

function stepName(ledger: Ledger, field: string): string {
  const step = ledger.steps.find(({ id }) => `steps.${id}` === field);
  return step ? `${step.name}的日期` : field;
}
