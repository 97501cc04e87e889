import { useState, type FormEvent } from 'react';
import type { Point, PointKind } from '../../api/types';
import type { Decided } from './decisions';

/** Usual reasons, one touch away. None is chosen beforehand: each figure is decided for itself. */
const USUAL: Record<PointKind, string[]> = {
  forecast: ['已与提供单位核对', '正式数年后才公布'],
  missing: ['今年没有统计这一项', '资料还没有报来'],
  small: ['本人已同意公开', '只报上级，不公开'],
};

interface Props {
  point: Point;
  decided: Decided | undefined;
  /** The reason given last, to be taken again. */
  last: string | undefined;
  /** What was decided; nothing to take it back, `kept` to leave it as it was. */
  done: (decided: Decided | undefined | 'kept') => void;
}

/** Decides one point: why, and of a missing figure what is printed instead. */
export function PointForm({ point, decided, last, done }: Props) {
  const [why, setWhy] = useState(decided?.why ?? '');
  const [say, setSay] = useState(decided?.say ?? '未统计');
  const [tried, setTried] = useState(false);
  const missing = point.kind === 'missing';
  const number = missing && /[\p{N}零〇]/u.test(say);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!why.trim() || number) return;
    done({ why: why.trim(), ...(missing ? { say: say.trim() } : {}) });
  };
  const usual = [...new Set([...(last ? [last] : []), ...USUAL[point.kind]])].filter((words) => words !== why);
  return (
    <form className="point-form" onSubmit={send} aria-label={point.name}>
      {missing ? (
        <label>
          文中印作
          <input className="plain-input" name="say" value={say} maxLength={20} onChange={(event) => setSay(event.target.value)} aria-invalid={number} />
        </label>
      ) : null}
      {number ? <p className="form-wrong">不能印成数字：没有的数不是0。</p> : null}
      <label>
        理由
        {/* Opened by a press that asks for exactly this. */}
        <input className="plain-input" name="why" value={why} maxLength={200} autoFocus onChange={(event) => setWhy(event.target.value)} aria-invalid={tried && !why.trim()} />
      </label>
      {tried && !why.trim() ? <p className="form-wrong">请写一句理由，签字的人要看。</p> : null}
      <p className="point-usual">
        {usual.map((words) => (
          <button key={words} type="button" className="button button-quiet" onClick={() => setWhy(words)}>
            {words}
          </button>
        ))}
      </p>
      <p className="point-acts">
        <button type="submit" className="button button-first">
          定
        </button>
        <button type="button" className="button" onClick={() => done(decided ? undefined : 'kept')}>
          {decided ? '取消这个决定' : '先不定'}
        </button>
      </p>
    </form>
  );
}
