import { useNavigate } from 'react-router';
import { at } from '../../api/client';
import type { ReportSummary } from '../../api/types';

/** Which report is read; each begins with its own unit and period. */
export function ReportChooser({ names, value }: { names: ReportSummary[]; value: string }) {
  const navigate = useNavigate();
  if (names.length < 2) return null;
  return (
    <label className="chooser">
      <span>报告</span>
      <select value={value} data-act="report" onChange={(event) => void navigate(at`/reports/${event.target.value}`)}>
        {names.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
