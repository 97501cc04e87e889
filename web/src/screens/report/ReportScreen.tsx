import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import '../../styles/report.css';
import { address, at } from '../../api/client';
import { reports, session } from '../../api/queries';
import type { ReportSummary, ReportVersion } from '../../api/types';
import { PeriodChooser, UnitChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useTitle } from '../../shell/useTitle';
import { useAddress } from '../../shell/useAddress';
import { PinButton } from '../home/PinButton';
import { DraftCut } from './DraftCut';
import { DraftDesk } from './DraftDesk';
import { ReportChooser } from './ReportChooser';
import { VersionDesk } from './VersionDesk';
import { Versions } from './Versions';

/** The first report, or the one in the address. */
export default function ReportScreen() {
  const wanted = useParams().report;
  const all = useQuery(reports);
  const who = useQuery(session);
  const [value] = useAddress();
  const cause = all.error ?? who.error;
  const chosen = wanted ? all.data?.find(({ id }) => id === wanted) : all.data?.[0];
  useTitle(chosen?.name, '报告');
  if (cause) return <Page><Trouble cause={cause} retry={() => void Promise.all([all.refetch(), who.refetch()])} /></Page>;
  if (!all.data || !who.data) return <Waiting what="报告" />;

  if (!chosen) {
    return (
      <Page>
        <Empty title={wanted ? '没有这份报告' : '还没有报告模板'} page>
          {wanted ? '请从上方“报告”进入。' : '到“台账”里点“拿表建账”，贴一段材料，就能存成第一份报告。'}
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

/** The tools above, and below them the draft or a version, as text or as the table of what its figures rest on. */
function Desk({ ask, today, names, every }: DeskProps) {
  const [value, setAddress] = useAddress();
  const number = Number(value('version')) || 0;
  const basis = value('view') === 'basis';
  const { report: id, ...query } = ask;
  const of = { report: id, unit: ask.unit, period: ask.period };
  // Figures of a version open at its cut.
  const open = (version: ReportVersion | undefined) => setAddress({ version: version ? String(version.number) : '', as_of: version?.as_of ?? '', open: '' });
  const files = number ? at`/reports/${id}/versions/${number}/` : at`/reports/${id}/`;
  const asked = { ...(number ? { unit: ask.unit, period: ask.period } : query), ...(basis ? { annex: true } : {}) };
  const away = { version: '', as_of: '', open: '' };
  const versions = <Versions ask={of} reading={number} open={open} />;
  return (
    <div className="report">
      <div className="report-tools">
        <ReportChooser names={names} value={id} />
        <UnitChooser value={ask.unit} onChange={(unit) => setAddress({ ...away, unit })} />
        <PeriodChooser value={ask.period} today={today} every={every} onChange={(period) => setAddress({ ...away, period })} />
        {number ? null : <DraftCut ask={ask} today={today} />}
        <div className="page-tools">
          <button type="button" className="button" aria-pressed={basis} data-act="basis" onClick={() => setAddress({ view: basis ? '' : 'basis' })}>
            {basis ? '看正文' : '看依据'}
          </button>
          <a className="button" href={address(`${files}docx`, asked)} download title={basis ? '正文后附数字依据一览' : undefined}>
            {basis ? '导出 Word（附依据）' : '导出 Word'}
          </a>
          <PinButton tile={{ kind: 'report', report: id }} />
          <button type="button" className="button" onClick={() => window.print()}>
            打印
          </button>
        </div>
      </div>
      {number ? (
        <VersionDesk ask={of} number={number} basis={basis} versions={versions} />
      ) : (
        <DraftDesk ask={ask} basis={basis} versions={versions} open={open} />
      )}
    </div>
  );
}

function Page({ children }: { children: React.ReactNode }) {
  return <div className="page">{children}</div>;
}
