import { Button } from 'antd';
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, type ClipboardEvent } from 'react';
import type { Field } from '../../api/types';
import { rowWrongs, type Wrongs } from '../checks';
import type { EditProps } from '../types';
import { RowEdit } from './RowEdit';
import { RowsHead, RowsTotal } from './RowsFrame';
import { cellClass, isBlank, pasted, rowsOf, words, type Row } from './rows';

/**
 * Child rows. All stand there to be read, one is open to be written: a thousand cost what a page of text costs. Cells copied
 * out of a spreadsheet are pasted where one stands.
 */
export function TableEdit({ id, field, value, onChange, today = '' }: EditProps) {
  const columns = field.fields ?? [];
  const rows = rowsOf(value);
  const [open, setOpen] = useState<number>();
  const [gone, setGone] = useState<{ at: number; row: Row }>();
  const box = useRef<HTMLDivElement>(null);
  const focus = useFocus(box);
  const put = (next: Row[]) => onChange(next.length ? next : null);
  const state = useRef({ rows, put });
  useLayoutEffect(() => {
    state.current = { rows, put };
  });

  /** Another row is opened; one that was left empty goes. */
  const show = useCallback((at: number | undefined) => {
    const kept = state.current.rows.filter((row, i) => i === at || !isBlank(row));
    const before = state.current.rows.filter((row, i) => at !== undefined && i < at && isBlank(row)).length;
    if (kept.length < state.current.rows.length) state.current.put(kept);
    setOpen(at === undefined ? undefined : at - before);
  }, []);
  const close = (at: number) => {
    show(undefined);
    focus(isBlank(rows[at] ?? {}) ? '[data-act=row-add]' : `[data-row="${at}"] button`);
  };
  const insert = (at: number, row: Row) => {
    put([...rows.slice(0, at), row, ...rows.slice(at)]);
    setOpen(at);
  };
  const add = () => {
    const filled = rows.filter((row) => !isBlank(row));
    put([...filled, {}]);
    setOpen(filled.length);
  };
  const remove = (at: number) => {
    const row = rows[at];
    if (row && !isBlank(row)) setGone({ at, row });
    put(rows.filter((_, i) => i !== at));
    setOpen(undefined);
    focus(row && !isBlank(row) ? '[data-act=row-back]' : '[data-act=row-add]');
  };
  const paste = (event: ClipboardEvent) => {
    const from = columns.findIndex((column) => event.target instanceof Element && event.target.closest(`[data-column="${column.id}"]`));
    const more = pasted(event.clipboardData.getData('text/plain'), columns, Math.max(0, from));
    // A long text of several lines belongs where it is pasted.
    if (!more || event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    const at = open ?? rows.length;
    const [first, ...others] = more;
    const merged = { ...(rows[at] ?? {}), ...first };
    put([...rows.slice(0, at), merged, ...others, ...rows.slice(at + 1)].filter((row) => !isBlank(row)));
    setOpen(undefined);
    focus('[data-act=row-add]');
  };

  return (
    <div id={id} ref={box} className="child-table" role="group" aria-label={`${field.name}，${rows.length} 行`} onPaste={paste}>
      {rows.length ? (
        <div className="child-scroll">
          <table className="rows">
            <RowsHead columns={columns} acts />
            <tbody>
              {rows.map((row, i) =>
                i === open ? (
                  <tr key={`open-${i}`} className="child-open">
                    <td colSpan={columns.length + 2}>
                      <RowEdit
                        id={`${id}-${i}`}
                        columns={columns}
                        number={i + 1}
                        row={row}
                        wrongs={rowWrongs(field, row, today)}
                        put={(next) => put(rows.map((old, j) => (j === i ? next : old)))}
                        next={() => (i + 1 < rows.length ? show(i + 1) : add())}
                        copy={() => insert(i + 1, { ...row })}
                        remove={() => remove(i)}
                        done={() => close(i)}
                      />
                    </td>
                  </tr>
                ) : (
                  <Line key={i} columns={columns} at={i} row={row} wrongs={rowWrongs(field, row, today)} show={show} />
                ),
              )}
            </tbody>
            <RowsTotal columns={columns} rows={rows} acts />
          </table>
        </div>
      ) : null}
      {gone ? (
        <p className="form-help" role="status">
          已去掉第 {gone.at + 1} 行“{columns.map((column) => words(column, gone.row[column.id])).filter(Boolean).join(' ')}”。
          <button
            type="button"
            className="button-text"
            data-act="row-back"
            onClick={() => {
              insert(Math.min(gone.at, rows.length), gone.row);
              setGone(undefined);
            }}
          >
            放回
          </button>
        </p>
      ) : null}
      <Button data-act="row-add" onClick={add}>
        加一行
      </Button>
      <span className="form-help child-hint">在电子表格里复制多行，点这里的“加一行”后粘贴，一次填好。</span>
    </div>
  );
}

interface LineProps {
  columns: Field[];
  at: number;
  row: Row;
  wrongs: Wrongs;
  show: (at: number) => void;
}

/** A row to read. Drawn again only when it says something else. */
const Line = memo(function Line({ columns, at, row, wrongs, show }: LineProps) {
  const wrong = Object.keys(wrongs).length > 0;
  return (
    <tr data-row={at} data-wrong={wrong || undefined}>
      <td className="child-number">{at + 1}</td>
      {columns.map((column) => (
        <td key={column.id} className={wrongs[column.id] ? 'child-wrong' : cellClass(column)} title={wrongs[column.id]?.join(' ')}>
          {words(column, row[column.id])}
        </td>
      ))}
      <td>
        <button type="button" className="button-text" aria-label={`改第 ${at + 1} 行`} onClick={() => show(at)}>
          改
        </button>
      </td>
    </tr>
  );
});

/** Moves focus within once the page has changed. */
function useFocus(box: React.RefObject<HTMLElement | null>): (selector: string) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    if (wanted === undefined) return;
    box.current?.querySelector<HTMLElement>(wanted)?.focus();
    setWanted(undefined);
  }, [wanted, box]);
  return setWanted;
}
