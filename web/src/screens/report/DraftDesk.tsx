import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { annex, readiness, report, type ReportAsk } from '../../api/queries';
import type { Readiness, ReportDocument, ReportVersion } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { BasisView } from './BasisView';
import { Contents } from './Contents';
import { Differences } from './Differences';
import { Margin } from './Margin';
import { MovedNote } from './MovedNote';
import { Paper } from './Paper';
import { Ready } from './Ready';
import { dayInWords } from './days';
import { useDecisions } from './decisions';
import { moved, type Moved } from './occurrences';
import { answersOf, untilsOf } from './untils';

interface Props {
  ask: ReportAsk;
  /** Whether the table of what figures rest on is read instead of the text. */
  basis: boolean;
  versions: React.ReactNode;
  open: (version: ReportVersion | undefined) => void;
}

/** The draft of now: it moves with the records, and what must be decided before it is issued stands in its margin. */
export function DraftDesk({ ask, basis, versions, open }: Props) {
  const found = useQuery(report(ask));
  const ready = useQuery(readiness(ask));
  const rests = useQuery(annex(ask));
  const untils = useMemo(() => untilsOf(rests.data), [rests.data]);
  const answers = useMemo(() => answersOf(rests.data), [rests.data]);
  const of = { report: ask.report, unit: ask.unit, period: ask.period };
  const [decisions, decide, forget] = useDecisions(Object.values(of).join('@'));
  const [issued, setIssued] = useState<number>();
  const [changed, dismiss] = useMoved(JSON.stringify(ask), found.isPlaceholderData ? undefined : found.data);
  // Once the list knows the version that was just issued, it is opened.
  const latest = ready.data?.latest;
  useEffect(() => {
    if (issued && latest?.number === issued) {
      setIssued(undefined);
      open(latest);
    }
  }, [issued, latest, open]);
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  const document = found.data;
  if (!document) return <Waiting what="报告" />;
  return (
    <>
      {ready.data && !ready.isPlaceholderData ? <Standing ready={ready.data} open={open} /> : null}
      {basis ? <div className="report-side" /> : <Contents document={document} />}
      {basis ? (
        <BasisView ask={ask} number={undefined} document={document} />
      ) : (
        <Paper document={document} moved={changed} busy={found.isPlaceholderData} untils={untils} />
      )}
      <Margin document={document}>
        {ready.error ? <Trouble cause={ready.error} retry={() => void ready.refetch()} /> : null}
        {ask.as_of ? <p className="note" data-part="of-then">看的是以前的数据；回到最新，才能印发。</p> : null}
        {ready.data?.may_issue && !ready.isPlaceholderData && !ask.as_of ? (
          <Ready
            ask={of}
            ready={ready.data}
            answers={answers}
            decisions={decisions}
            decide={decide}
            issued={(number) => {
              forget();
              setIssued(number);
            }}
          />
        ) : null}
        {versions}
      </Margin>
      <MovedNote unit={ask.unit} moved={changed} dismiss={dismiss} />
    </>
  );
}

/** How the draft stands to what was issued last. */
function Standing({ ready, open }: { ready: Readiness; open: Props['open'] }) {
  const latest = ready.latest;
  if (!latest) return null;
  return (
    <details className="report-banner report-banner-draft" data-part="standing">
      <summary>
        草稿。已印发第{latest.number}版（{dayInWords(latest.on)}），此后{ready.moved.length ? `有 ${ready.moved.length} 个数字变动` : '数字没有变动'}
      </summary>
      <Differences differences={ready.moved} />
      <button type="button" className="button" onClick={() => open(latest)}>
        看第{latest.number}版
      </button>
    </details>
  );
}

/** The figures that the latest Change made while the report was open has moved. */
function useMoved(asked: string, document: ReportDocument | undefined): [Moved[], () => void] {
  const seen = useRef<{ asked: string; document: ReportDocument } | undefined>(undefined);
  const [changed, setChanged] = useState<Moved[]>([]);
  useEffect(() => {
    if (!document || seen.current?.document === document) return;
    const before = seen.current;
    seen.current = { asked, document };
    if (before?.asked !== asked) setChanged([]);
    else {
      const now = moved(before.document, document);
      if (now.length) setChanged(now);
    }
  }, [asked, document]);
  return [changed, () => setChanged([])];
}
