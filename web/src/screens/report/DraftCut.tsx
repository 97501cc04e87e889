import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Problem } from '../../api/client';
import { cutOf, report, type ReportAsk } from '../../api/queries';
import { NEWEST } from '../../figures/period';
import { useCut } from '../../figures/useCut';
import { asProblem } from '../../shell/Trouble';
import { useAddress } from '../../shell/useAddress';

interface Props {
  ask: ReportAsk;
  today: string;
}

/** Up to when the draft knows the records: now, or the end of a day that somebody chose. */
export function DraftCut({ ask, today }: Props) {
  const document = useQuery(report(ask)).data;
  const [, setAddress] = useAddress();
  const cut = useCut(document?.as_of ?? '');
  const [choosing, setChoosing] = useState(false);
  if (!document) return null;
  return (
    <span className="report-cut" title={`数据${cut}`} data-part="cut">
      {ask.as_of ? (
        <>
          数据{cut}
          <button type="button" className="button button-quiet" data-act="newest" onClick={() => setAddress({ as_of: '' })}>
            回到最新
          </button>
        </>
      ) : choosing ? (
        <DayForm today={today} leave={() => setChoosing(false)} />
      ) : (
        <button type="button" className="report-cut-now" data-act="cut" title="看以前某一天的" onClick={() => setChoosing(true)}>
          数据{NEWEST}
        </button>
      )}
    </span>
  );
}

/** A day, and on to what was written down by its end. */
function DayForm({ today, leave }: { today: string; leave: () => void }) {
  const [, setAddress] = useAddress();
  const [day, setDay] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const go = async () => {
    try {
      const { as_of: found } = await cutOf(day);
      setAddress({ as_of: found });
      leave();
    } catch (cause) {
      setProblem(asProblem(cause));
    }
  };
  return (
    <form
      className="report-cut-day"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <label>
        登记到
        <input
          className="plain-input"
          type="date"
          required
          max={today}
          value={day}
          onChange={(event) => {
            setDay(event.target.value);
            setProblem(undefined);
          }}
        />
        为止
      </label>
      <button type="submit" className="button">
        看
      </button>
      <button type="button" className="button button-quiet" onClick={leave}>
        不看了
      </button>
      {problem ? (
        <span role="alert" className="report-cut-none">
          {problem.message}
          <small>{problem.hint}</small>
        </span>
      ) : null}
    </form>
  );
}
