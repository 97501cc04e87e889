import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import '../../styles/prescribed.css';
import { forms } from '../../api/queries';
import type { FormSummary } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useTitle } from '../../shell/useTitle';
import { PERIOD_WORDS } from './fitting';

/** The forms that an upper level prescribes, as far as they are this person's. */
export default function FormsScreen() {
  useTitle('上报表');
  const found = useQuery(forms);
  return (
    <div className="page">
      <div className="page-head">
        <h1>上报表</h1>
        <p className="page-about">上级规定格式的表，由台账里的记录和指标填好。选单位和报告期，看过再下载成 Excel 表格打印、盖章。</p>
      </div>
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="上报表" /> : null}
      {found.data && !found.data.length ? (
        <Empty title="还没有上报表">
          请管理口径包的人照着上级下发的表样，在包里写一个 forms/ 里的文件；写法见说明文档“上报表”。已经写了却看不到的，是您的岗位看不到表里用到的台账。
        </Empty>
      ) : null}
      {found.data?.length ? (
        <ul className="sheet prescribed-list" data-part="forms">
          {found.data.map((form) => (
            <li key={form.id}>
              <Link to={`/forms/${form.id}`}>{form.name}</Link>
              <p>{told(form)}</p>
              <span className="hint">{form.number ?? ''}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Who fills it in, how often, and what a row is. */
function told({ level_name, period, each, authority }: FormSummary): string {
  const rows = each ? `一行是一个${each}，末行合计` : '一行是一条记录';
  return [`${level_name}填报`, PERIOD_WORDS[period] ?? '', rows, authority ?? ''].filter(Boolean).join(' · ');
}
