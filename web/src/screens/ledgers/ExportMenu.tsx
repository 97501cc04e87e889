import { useEffect, useRef, useState } from 'react';
import '../../styles/export.css';
import { Trouble } from '../../shell/Trouble';
import { useLate } from '../../shell/useLate';
import { inWords, useExport, type Format } from './useExport';

interface Props {
  ledger: string;
  /** Unit, filter and order of what is on the screen. */
  asked: { unit?: string; filter?: string; sort?: string };
  /** The columns that are on the screen. */
  columns: string[];
  /** How many records the list has on all its pages. */
  total: number;
}

/** The list on the screen as a file: all its pages, with the columns it shows or with all there are. */
export function ExportMenu({ ledger, asked, columns, total }: Props) {
  const { coming, problem, begin, stop, forget } = useExport(ledger);
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  const late = useLate(coming !== undefined);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: MouseEvent | KeyboardEvent) => {
      const away = event instanceof KeyboardEvent ? event.key === 'Escape' : !menu.current?.contains(event.target as Node);
      if (away) setOpen(false);
    };
    document.addEventListener('mousedown', leave);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('mousedown', leave);
      document.removeEventListener('keydown', leave);
    };
  }, [open]);
  const take = (format: Format) => {
    setOpen(false);
    void begin(format, all ? asked : { ...asked, fields: columns.join(',') });
  };
  return (
    <div className="export" ref={menu}>
      <button type="button" className="button" data-act="export" aria-haspopup="true" aria-expanded={open} disabled={!total || coming !== undefined} onClick={() => (forget(), setOpen(!open))}>
        导出
      </button>
      {open ? (
        <div className="export-menu" data-part="export">
          <p className="hint">共 {total} 条，条件和次序同当前列表；个人信息打码。</p>
          <fieldset>
            <legend>导出哪些列</legend>
            <label>
              <input type="radio" name="export-columns" checked={!all} onChange={() => setAll(false)} /> 列表里的列
            </label>
            <label>
              <input type="radio" name="export-columns" checked={all} onChange={() => setAll(true)} /> 全部的列
            </label>
          </fieldset>
          <button type="button" className="button button-first" data-act="export-xlsx" onClick={() => take('xlsx')}>
            Excel 表格
          </button>
          <button type="button" className="button" data-act="export-csv" onClick={() => take('csv')}>
            CSV
          </button>
        </div>
      ) : null}
      {coming && late ? (
        <div className="export-menu" role="status" data-part="export-progress">
          <p>{inWords(coming)}</p>
          <progress />
          <button type="button" className="button" data-act="export-stop" onClick={stop}>
            取消导出
          </button>
        </div>
      ) : null}
      {problem ? (
        <div className="export-menu">
          <Trouble cause={problem} />
          <button type="button" className="button" onClick={forget}>
            知道了
          </button>
        </div>
      ) : null}
    </div>
  );
}
