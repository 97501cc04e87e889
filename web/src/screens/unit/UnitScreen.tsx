import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import '../../styles/forms.css';
import '../../styles/home.css';
import '../../styles/unit.css';
import { session, unitPage } from '../../api/queries';
import type { Session, UnitPage } from '../../api/types';
import { periodInWords } from '../../figures/period';
import { PeriodChooser, UnitChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble, asProblem } from '../../shell/Trouble';
import { unitAddress } from '../../shell/UnitLink';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { UnitFigures } from './UnitFigures';
import { UnitLedgers } from './UnitLedgers';
import { UnitNewest } from './UnitNewest';
import { UnitPlace } from './UnitPlace';
import { UnitPosts } from './UnitPosts';

/** Everything about one unit: where it stands, who answers for what, its figures, what each ledger has of it, what came last. */
export default function UnitScreen() {
  const id = useParams().unit ?? '';
  const who = useQuery(session).data;
  const [value, setAddress] = useAddress();
  const period = value('period') || (who?.period ?? '');
  const found = useQuery({ ...unitPage(id, period), enabled: period !== '' });
  const navigate = useNavigate();
  useTitle(found.data?.unit.name ?? '单位');
  if (!who) return <Waiting what="单位" />;
  const closed = found.error && asProblem(found.error).status === 404;
  return (
    <div className="page page-wide unit-page" aria-busy={found.isPlaceholderData}>
      <div className="page-head">
        <h1>{found.data?.unit.name ?? '单位'}</h1>
        <div className="page-tools">
          <button type="button" className="button" onClick={() => window.print()}>
            打印
          </button>
        </div>
        {found.data ? <p className="page-about">{aboutWords(found.data)}</p> : null}
      </div>
      <div className="filters">
        <UnitChooser value={id} onChange={(unit) => void navigate(unitAddress(unit, value('period')))} />
        <PeriodChooser value={period} today={who.today} onChange={(next) => setAddress({ period: next })} />
      </div>
      {closed ? <Empty title="没有这个单位，或它不对您开放">请在上面换一个您负责的单位。</Empty> : null}
      {found.error && !closed ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending && !found.error ? <Waiting what="单位" /> : null}
      {found.data && !closed ? <Parts page={found.data} who={who} asked={value('period')} /> : null}
    </div>
  );
}

function Parts({ page, who, asked }: { page: UnitPage; who: Session; asked: string }) {
  return (
    <>
      <UnitPlace page={page} period={asked} />
      <UnitPosts page={page} />
      <UnitFigures page={page} />
      <UnitLedgers page={page} />
      <UnitNewest page={page} />
      <p className="hint unit-foot">
        只列出您看得到的台账和数字。打印日期 {who.today}。
      </p>
    </>
  );
}

function aboutWords({ unit, period, on, signs_in: signsIn }: UnitPage): string {
  const until = unit.ends ? `，${unit.ends} 撤销` : '';
  return `${unit.level_name}，代码 ${unit.id}${until}。${periodInWords(period)}的事和数，名册看 ${periodInWords(on)}在册的${signsIn ? '，岗位看今天在任的' : ''}；每个数都能点开。`;
}
