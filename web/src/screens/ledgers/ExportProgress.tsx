import '../../styles/export.css';
import { Trouble } from '../../shell/Trouble';
import { useLate } from '../../shell/useLate';
import { inWords, type useExport } from './useExport';

/** How far a file is, with a way to stop it, or why there is none; below the button that asked for it. */
export function ExportProgress({ going }: { going: ReturnType<typeof useExport> }) {
  const { coming, problem, stop, forget } = going;
  const late = useLate(coming !== undefined);
  return (
    <>
      {coming && late ? (
        <div className="popover-sheet popover-left export-choice" role="status" data-part="export-progress">
          <p>{inWords(coming)}</p>
          <progress />
          <button type="button" className="button" data-act="export-stop" onClick={stop}>
            取消导出
          </button>
        </div>
      ) : null}
      {problem ? (
        <div className="popover-sheet popover-left export-choice">
          <Trouble cause={problem} />
          <button type="button" className="button" onClick={forget}>
            知道了
          </button>
        </div>
      ) : null}
    </>
  );
}
