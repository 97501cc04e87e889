import { keep } from '../../../shell/kept';
import { SIZES } from './asked';
import { SIZE_KEY } from './useAsked';

interface Props {
  first: number;
  count: number;
  total: number;
  size: number;
  setSize: (size: number) => void;
  /** Undefined where there is no such page, or the way to it is not known. */
  start: (() => void) | undefined;
  back: (() => void) | undefined;
  on: (() => void) | undefined;
}

/** Turns pages. Each begins where the one before ended, so that the ten-thousandth comes as fast as the second. */
export function Pager({ first, count, total, size, setSize, start, back, on }: Props) {
  const turns = [
    { name: '第一页', act: 'page-first', run: start },
    { name: '上一页', act: 'page-back', run: back },
    { name: '下一页', act: 'page-on', run: on },
  ];
  return (
    <div className="pager" data-part="pager">
      <span>
        第 {first}–{first + count - 1} 条，共 {total} 条
      </span>
      <label className="chooser">
        <span>每页</span>
        <select
          value={size}
          onChange={(event) => {
            keep(SIZE_KEY, event.target.value);
            setSize(Number(event.target.value));
          }}
        >
          {SIZES.map((one) => (
            <option key={one} value={one}>
              {one} 条
            </option>
          ))}
        </select>
      </label>
      <span className="pager-acts">
        {turns.map(({ name, act, run }) => (
          <button key={act} type="button" className="button" data-act={act} disabled={!run} onClick={run}>
            {name}
          </button>
        ))}
      </span>
    </div>
  );
}
