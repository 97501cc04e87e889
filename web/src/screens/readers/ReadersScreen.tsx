import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import '../../styles/forms.css';
import '../../styles/people.css';
import '../../styles/readers.css';
import { readers as readersQuery, session, units } from '../../api/queries';
import type { Readers, UnitReaders } from '../../api/types';
import { UnitChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble, asProblem } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { seenBy, type Seen } from './seen';

/** Who sees what a unit writes, ledger by ledger and field by field: a township so knows exactly what the county sees of it. */
export default function ReadersScreen() {
  const id = useParams().unit ?? '';
  const me = useQuery(session).data;
  const name = useQuery(units).data?.find((unit) => unit.id === id)?.name ?? '';
  const found = useQuery(readersQuery(id));
  const navigate = useNavigate();
  useTitle('谁看得到', name);
  if (!me) return <Waiting what="单位" />;
  const closed = found.error && asProblem(found.error).status === 404;
  return (
    <div className="page page-wide" data-part="seen">
      <div className="page-head">
        <h1>谁看得到{name}的记录</h1>
        <div className="page-tools">
          <button type="button" className="button" onClick={() => window.print()}>
            打印
          </button>
        </div>
        <p className="page-about">按今天在任的岗位列出：看得到哪几本台账，哪些栏目看得到原样，哪些只看到隐去后的样子。</p>
      </div>
      <div className="filters">
        <UnitChooser value={id} onChange={(unit) => void navigate(`/unit/${encodeURIComponent(unit)}/readers`)} />
      </div>
      {closed ? <Empty title="没有这个单位，或它不对您开放">请在上面换一个您负责的单位。</Empty> : null}
      {found.error && !closed ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending && !found.error ? <Waiting what="岗位" /> : null}
      {found.data && !closed ? <Found found={found.data} name={name} today={me.today} /> : null}
    </div>
  );
}

function Found({ found, name, today }: { found: UnitReaders; name: string; today: string }) {
  const [value, setAddress] = useAddress();
  if (!found.signs_in) {
    return (
      <Empty title="现在还不用登录">
        坐在这台机器前的人什么都能看。要让每个人只看自己该看的，到<Link to="/people">人员</Link>设立管理员、开账号、给岗位。
      </Empty>
    );
  }
  if (!found.readers.length) return <Empty title="今天没有人看得到">这个单位和它的上级都还没有人任岗位；岗位由安全管理员给。</Empty>;
  const keyOf = (one: Readers) => `${one.unit} ${one.role_name}`;
  // Whom one comes for is the upper level; one's own people are a press away.
  const first = found.readers.find(({ is_above: above }) => above) ?? found.readers[0];
  const asked = found.readers.find((one) => keyOf(one) === value('who')) ?? first;
  if (!asked) return null;
  const groups: [string, Readers[]][] = [
    ['上级', found.readers.filter(({ is_above: above }) => above)],
    [name || '本单位', found.readers.filter(({ is_above: above }) => !above)],
  ];
  return (
    <>
      <div className="sheet people-part readers-who" role="group" aria-label="谁">
        {groups.map(([of, list]) => (
          <div key={of}>
            <h2>{of}</h2>
            {list.length ? null : <p className="hint">没有人。</p>}
            {list.map((one) => (
              <button key={keyOf(one)} type="button" className="button" aria-pressed={one === asked} onClick={() => setAddress({ who: keyOf(one) })}>
                {one.is_above ? `${one.unit_name} ` : ''}
                {one.role_name}（{one.people} 人）
              </button>
            ))}
          </div>
        ))}
      </div>
      <SeenBy asked={asked} found={found} />
      <p className="hint">
        系统、安全两种管理员不看业务记录；审计员只看谁改了什么、谁查看过隐去的内容。打印日期 {today}。
      </p>
    </>
  );
}

function SeenBy({ asked, found }: { asked: Readers; found: UnitReaders }) {
  const { seen, unseen } = seenBy(asked, found.kept);
  const who = `${asked.is_above ? `${asked.unit_name} ` : ''}${asked.role_name}`;
  return (
    <section className="sheet people-part" aria-label={who} data-part="seen-by">
      <h2>{who}</h2>
      <p className="hint">
        看得到 {seen.length} 本，看不到 {unseen.length} 本。{asked.is_above ? '看得到的是本单位和下级的全部记录。' : ''}
      </p>
      {seen.length ? (
        <div className="table-scroll">
          <table className="rows rows-cards readers-table">
            <thead>
              <tr>
                <th scope="col">台账</th>
                <th scope="col">能不能填</th>
                <th scope="col">看得到原样</th>
                <th scope="col">只看到隐去后的样子</th>
              </tr>
            </thead>
            <tbody>
              {seen.map((one) => (
                <tr key={one.id} data-ledger={one.id}>
                  <td className="list-title">
                    <Link to={`/ledgers/${one.id}`}>{one.name}</Link>
                  </td>
                  <td data-label="能不能填">{one.writes ? '能填' : '只看'}</td>
                  <td data-label="看得到原样">{one.shown.join('、') || '没有'}</td>
                  <td data-label="只看到隐去后的样子">{maskedWords(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {unseen.length ? (
        <p className="people-seen" data-part="unseen">
          看不到：{unseen.map(({ name }) => name).join('、')}。
        </p>
      ) : null}
    </section>
  );
}

function maskedWords({ masked, opened }: Seen): string {
  if (!masked.length) return '没有';
  const opens = opened.length === masked.length ? '说明用途后能看，看过的有记录' : opened.length ? `其中${opened.join('、')}说明用途后能看，看过的有记录` : '不能查看';
  return `${masked.join('、')}（${opens}）`;
}
