import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import '../../styles/forms.css';
import '../../styles/prescribed.css';
import '../../styles/report.css';
import { at } from '../../api/client';
import { filledForm, formVersion, forms, session, units } from '../../api/queries';
import type { FilledForm, FormGap, FormSummary, Session, Unit } from '../../api/types';
import { useCut } from '../../figures/useCut';
import { PeriodChooser, UnitChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { whoIsHere } from '../../shell/people';
import { useTitle } from '../../shell/useTitle';
import { ExportProgress } from '../ledgers/ExportProgress';
import { useExport } from '../ledgers/useExport';
import { FormPaper } from './FormPaper';
import { Sent } from './Sent';
import { SentDesk } from './SentDesk';
import { periodFor, unitFor } from './fitting';

/** One form, filled in for a unit and a period, as it will be printed. */
export default function FormScreen() {
  const id = useParams().form ?? '';
  const all = useQuery(forms);
  const who = useQuery(session);
  const places = useQuery(units);
  const form = all.data?.find((known) => known.id === id);
  useTitle(form?.name, '上报表');
  const cause = all.error ?? who.error ?? places.error;
  if (cause) return <div className="page"><Trouble cause={cause} retry={() => void all.refetch()} /></div>;
  if (!all.data || !who.data || !places.data) return <Waiting what="上报表" />;
  if (!form) {
    return (
      <div className="page">
        <Empty title="没有这张上报表" page>
          它可能已改名，或您的岗位看不到表里用到的台账。请回到<Link to="/forms">全部上报表</Link>里选。
        </Empty>
      </div>
    );
  }
  return <Desk form={form} who={who.data} places={places.data} />;
}

function Desk({ form, who, places }: { form: FormSummary; who: Session; places: Unit[] }) {
  const [value, setAddress] = useAddress();
  const unit = value('unit') || unitFor(places, form.level, who.unit.id) || who.unit.id;
  const period = value('period') || periodFor(who.period, form.period, who.today);
  const found = useQuery(filledForm({ form: form.id, unit, period }));
  const filled = found.data;
  const ask = { form: form.id, unit, period };
  const reading = Number(value('version')) || 0;
  const going = useExport(reading ? at`/forms/${form.id}/versions/${reading}/file` : at`/forms/${form.id}/file`);
  const sent = useQuery({ ...formVersion(ask, reading), enabled: reading > 0 }).data?.filled;
  const read = (number: number) => setAddress({ version: number ? String(number) : '', open: '' });
  // Another unit's figures must not stand under this one's name, not even while it is asked.
  const current = filled && filled.id === form.id && filled.unit.id === unit && filled.period === period ? filled : undefined;
  const paper = reading ? sent : current;
  return (
    <div className="page page-wide">
      <div className="page-head prescribed-head">
        <h1>{form.name}</h1>
        <div className="page-tools">
          <Link className="button" to="/forms">
            全部上报表
          </Link>
          <div className="export">
            <button
              type="button"
              className="button button-first"
              data-act={reading ? 'sent-file' : 'form-file'}
              disabled={!paper || going.coming !== undefined}
              onClick={() => void going.begin({ unit, period, as_of: reading ? undefined : paper?.as_of })}
            >
              {reading ? '下载报出的 Excel' : '下载 Excel'}
            </button>
            <ExportProgress going={going} />
          </div>
          {/* A part of a table must not be taken for the whole. */}
          <button type="button" className="button" disabled={!paper || shownOf(paper) < paper.total} title="表太长的，请下载后打印" onClick={() => window.print()}>
            打印
          </button>
        </div>
      </div>
      <div className="filters prescribed-tools">
        <UnitChooser value={unit} level={form.level} name="填报单位" onChange={(next) => setAddress({ unit: next, version: '', open: '' })} />
        <PeriodChooser value={period} today={who.today} every={form.period} onChange={(next) => setAddress({ period: next, version: '', open: '' })} />
      </div>
      {reading ? (
        <SentDesk key={reading} ask={ask} number={reading} by={whoIsHere(who)} />
      ) : (
        <>
          {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
          {!current && !found.error ? <Waiting what="表里的数" /> : null}
          {current ? <Filled filled={current} by={whoIsHere(who)} /> : null}
        </>
      )}
      <Sent key={`${unit} ${period}`} ask={ask} filled={reading ? undefined : current} reading={reading} open={read} />
    </div>
  );
}

/** How many rows of it are on the screen. */
function shownOf(filled: FilledForm): number {
  return filled.rows.filter((row) => !row.whole).length;
}

function Filled({ filled, by }: { filled: FilledForm; by: string }) {
  const cut = useCut(filled.as_of);
  const shown = shownOf(filled);
  return (
    <>
      <FormPaper filled={filled} by={by} more={filled.total - shown} />
      <p className="hint prescribed-about">
        {shown < filled.total ? `这里显示前 ${shown} 行，共 ${filled.total} 行，下载的表里是全部。` : `共 ${filled.total} 行。`}
        {filled.personal ? '涉及个人的内容已打码；下载的表每页印有水印。' : ''}
        数据{cut}。
      </p>
      <Gaps title="缺数" part="form-missing" gaps={filled.missing} about="表里写“缺数”，不当作 0；补齐后重新打开即可。" />
      <Gaps title="预计数" part="form-forecast" gaps={filled.forecast} about="还不是结果，报出前请看一看。" />
      <Gaps title="小于 5 的数" part="form-small" gaps={filled.small} about="涉及个人又很小，上报或公开前请看一看。" />
    </>
  );
}

function Gaps({ title, part, gaps, about }: { title: string; part: string; gaps: FormGap[]; about: string }) {
  if (!gaps.length) return null;
  return (
    <section className="prescribed-gaps" data-part={part}>
      <h2 className="group-title">
        {title} {gaps.length} 处<small>{about}</small>
      </h2>
      <ul className="sheet">
        {gaps.map((gap, i) => (
          <li key={i}>
            <b>
              {gap.row}“{gap.column}”
            </b>
            <span>{gap.message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
