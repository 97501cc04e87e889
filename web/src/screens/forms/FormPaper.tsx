import type { FilledForm, FormCell, FormHeading, FormRow } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { periodInWords } from '../../figures/period';

/**
 * A form as it stands on paper: what is said above the table, headings over several columns, rows, notes, who signs. `by` is who
 * prints it, which is said where persons are spoken of; `more` is how many rows are not here.
 */
export function FormPaper({ filled, by, more }: { filled: FilledForm; by: string; more: number }) {
  const letters = filled.widths.reduce((sum, width) => sum + width, 0);
  return (
    <div className="sheet table-scroll prescribed-scroll" role="region" aria-label={`${filled.name}的样子`} tabIndex={0} data-part="form">
      {/* A page of a name of its own would begin after an empty one. */}
      <style>{`@page { size: ${filled.paper} ${filled.landscape ? 'landscape' : 'portrait'}; margin: 14mm; }`}</style>
      <div className="prescribed-paper" style={{ minWidth: `${letters * 0.58}em` }}>
        {filled.personal ? (
          <p className="prescribed-mark">
            含个人信息，仅限工作使用，不得外传。打印人：{by}，{filled.day}
          </p>
        ) : null}
        <p className="prescribed-title">{filled.title}</p>
        {filled.number ? <p className="prescribed-right">表号：{filled.number}</p> : null}
        {filled.authority ? <p className="prescribed-right">制定机关：{filled.authority}</p> : null}
        {filled.basis ? <p className="prescribed-right">制定依据：{filled.basis}</p> : null}
        <p className="prescribed-above">
          <span>填报单位：{filled.unit.name}</span>
          <span>
            报告期：{filled.period_name} 填报日期：{periodInWords(filled.day)}
          </span>
        </p>
        <table className="prescribed">
          <colgroup>
            {filled.widths.map((width, i) => (
              <col key={i} style={{ width: `${(width * 100) / letters}%` }} />
            ))}
          </colgroup>
          <thead>
            {Array.from({ length: filled.heading_rows }, (_, row) => (
              <tr key={row}>
                {filled.headings.filter((heading) => heading.row === row).map((heading) => (
                  <Heading key={heading.column} heading={heading} />
                ))}
              </tr>
            ))}
            {filled.codes ? (
              <tr className="prescribed-codes">
                {filled.codes.map((code, i) => (
                  <td key={i}>{code}</td>
                ))}
              </tr>
            ) : null}
          </thead>
          <tbody>
            {filled.rows.map((row, i) => (
              <Row key={i} row={row} />
            ))}
            {filled.rows.length ? null : (
              <tr>
                <td colSpan={filled.widths.length} className="prescribed-none">
                  这个报告期没有符合条件的记录。
                </td>
              </tr>
            )}
          </tbody>
        </table>
        {more > 0 ? <p className="prescribed-note">（后面还有 {more} 行，在下载的表里）</p> : null}
        {filled.notes.map((note, i) => (
          <p key={i} className="prescribed-note">
            {filled.notes.length > 1 ? `${i ? '　　' : '注：'}${i + 1}. ${note}` : `注：${note}`}
          </p>
        ))}
        {filled.signers.length ? (
          <p className="prescribed-signers">
            {filled.signers.map((signer) => (
              <span key={signer}>{signer}：</span>
            ))}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Heading({ heading }: { heading: FormHeading }) {
  return (
    <th scope={heading.columns > 1 ? 'colgroup' : 'col'} rowSpan={heading.rows} colSpan={heading.columns}>
      {heading.text}
    </th>
  );
}

function Row({ row }: { row: FormRow }) {
  return (
    <tr className={row.whole ? 'prescribed-whole' : undefined}>
      {row.cells.map((cell, i) => (
        <Cell key={i} cell={cell} />
      ))}
    </tr>
  );
}

function Cell({ cell: { figure, number, text } }: { cell: FormCell }) {
  if (figure) return <td className="number"><FigureLink figure={figure} text={text} /></td>;
  return <td className={number ? 'number' : undefined}>{text}</td>;
}
