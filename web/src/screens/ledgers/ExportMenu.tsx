import { useState } from 'react';
import '../../styles/export.css';
import { at } from '../../api/client';
import { Popover } from '../../shell/Popover';
import { ExportProgress } from './ExportProgress';
import { useExport, type Format } from './useExport';

interface Props {
  ledger: string;
  /** Unit, filter and order of what is on the screen. */
  asked: { unit?: string; q?: string; filter?: string; sort?: string };
  /** The columns that are on the screen. */
  columns: string[];
  /** How many records the list has on all its pages. */
  total: number;
}

/** The list on the screen as a file: all its pages, with the columns it shows or with all there are. */
export function ExportMenu({ ledger, asked, columns, total }: Props) {
  const going = useExport(at`/ledgers/${ledger}/export`);
  const { coming, problem, begin } = going;
  const [all, setAll] = useState(false);
  const take = (format: Format) => void begin({ ...asked, ...(all ? {} : { fields: columns.join(',') }), format });
  return (
    <div className="export">
      <Popover name="导出" label="导出" act="export" toLeft disabled={!total || coming !== undefined || problem !== undefined}>
        {(close) => (
          <div className="export-choice" data-part="export">
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
            <button type="button" className="button button-first" data-act="export-xlsx" onClick={() => (close(), take('xlsx'))}>
              Excel 表格
            </button>
            <button type="button" className="button" data-act="export-csv" onClick={() => (close(), take('csv'))}>
              CSV
            </button>
          </div>
        )}
      </Popover>
      <ExportProgress going={going} />
    </div>
  );
}
