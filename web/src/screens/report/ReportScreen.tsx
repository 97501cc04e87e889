import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router';
import '../../styles/report.css';
import { address, at } from '../../api/client';
import { report, reports, session } from '../../api/queries';
import type { ReportDocument, ReportSummary } from '../../api/types';
import { cutInWords } from '../../figures/period';
import { PeriodChooser, UnitChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { Contents } from './Contents';
import { Margin } from './Margin';
import { MovedNote } from './MovedNote';
import { Paper } from './Paper';
import { ReportChooser } from './ReportChooser';
import { moved, type Moved } from './occurrences';

/** Home: the first report, or the one in the address. */
export default function ReportScreen() {
  const wanted = useParams().report;
  const all = useQuery(reports);
  const who = useQuery(session);
  const [value] = useAddress();
  const cause = all.error ?? who.error;
  if (cause) return <Page><Trouble cause={cause} retry={() => void Promise.all([all.refetch(), who.refetch()])} /></Page>;
  if (!all.data || !who.data) return <Waiting what="报告" />;

  const chosen = wanted ? all.data.find(({ id }) => id === wanted) : all.data[0];
  if (!chosen) {
    return (
      <Page>
        <Empty title={wanted ? '没有这份报告' : '还没有报告模板'}>
          {wanted ? '请从上方“报告”进入。' : '请管理员在业务包的 reports 文件夹里放入报告模板，再重新载入业务包。'}
        </Empty>
      </Page>
    );
  }
  const ask = {
    report: chosen.id,
    unit: value('unit') || who.data.unit.id,
    period: value('period') || who.data.period,
    ...(value('as_of') ? { as_of: value('as_of') } : {}),
  };
  return <Desk ask={ask} today={who.data.today} names={all.data} every={chosen.period ?? undefined} />;
}

interface DeskProps {
  ask: { report: string; unit: string; period: string; as_of?: string };
  today: string;
  names: ReportSummary[];
  /** The kind of period the report is written for. */
  every: string | undefined;
}

function Desk({ ask, today, names, every }: DeskProps) {
  const found = useQuery(report(ask));
  const [, setAddress] = useAddress();
  const [changed, dismiss] = useMoved(JSON.stringify(ask), found.isPlaceholderData ? undefined : found.data);
  const document = found.data;
  const { report: id, ...query } = ask;
  return (
    <div className="report">
      <div className="report-tools">
        <ReportChooser names={names} value={id} />
        <UnitChooser value={ask.unit} onChange={(unit) => setAddress({ unit })} />
        <PeriodChooser value={ask.period} today={today} every={every} onChange={(period) => setAddress({ period })} />
        {document ? (
          <span className="report-cut" title={cutInWords(document.as_of)}>
            数据{cutInWords(document.as_of, !ask.as_of)}
            {ask.as_of ? (
              <button type="button" className="button button-quiet" onClick={() => setAddress({ as_of: '' })}>
                回到最新
              </button>
            ) : null}
          </span>
        ) : null}
        <div className="page-tools">
          <a className="button" href={address(at`/reports/${id}/docx`, query)} download>
            导出 DOCX
          </a>
          <button type="button" className="button" onClick={() => window.print()}>
            打印
          </button>
        </div>
      </div>
      {found.error ? (
        <Trouble cause={found.error} retry={() => void found.refetch()} />
      ) : document ? (
        <>
          <Contents document={document} />
          <Paper document={document} moved={changed} busy={found.isPlaceholderData} />
          <Margin document={document} />
          <MovedNote moved={changed} dismiss={dismiss} />
        </>
      ) : (
        <Waiting what="报告" />
      )}
    </div>
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

function Page({ children }: { children: React.ReactNode }) {
  return <div className="page">{children}</div>;
}
