import { at } from '../../../api/client';
import type { Ledger } from '../../../api/types';
import { ExportProgress } from '../ExportProgress';
import { useExport } from '../useExport';
import { keyOf, type Selection } from './selection';
import { exportColumns, type Column } from './shown_columns';

/** The server takes so many by name; more are a filter. */
const MOST = 500;

/** The chosen records as a workbook, with the columns on the screen. */
export function ExportChosen({ ledger, columns, selection }: { ledger: Ledger; columns: Column[]; selection: Selection }) {
  const going = useExport(at`/ledgers/${ledger.id}/export`);
  const many = selection.size > MOST;
  const take = () => {
    const records = [...selection.values()].map(keyOf).join(',');
    void going.begin({ records, fields: exportColumns(ledger, columns).join(','), format: 'xlsx' });
  };
  return (
    <div className="export">
      <button
        type="button"
        className="button"
        data-act="export-chosen"
        disabled={many || going.coming !== undefined}
        title={many ? `一次最多导出选中的 ${MOST} 条，再多请用筛选条件挑出来，导出整个列表` : undefined}
        onClick={take}
      >
        导出所选
      </button>
      <ExportProgress going={going} />
    </div>
  );
}
