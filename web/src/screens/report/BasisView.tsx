import { useQuery } from '@tanstack/react-query';
import { annex, type ReportAsk } from '../../api/queries';
import type { ReportDocument } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useHandWidth } from '../../shell/useHandWidth';
import { BasisCards } from './BasisCards';
import { BasisTable } from './BasisTable';
import { sections } from './sections';

/** What every figure rests on: a table at the desk and on paper, chapters that are opened at a hand's width. */
export function BasisView({ ask, number, document }: { ask: ReportAsk; number: number | undefined; document: ReportDocument }) {
  const found = useQuery(annex(ask, number));
  const narrow = useHandWidth();
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="依据" />;
  const { rows, decided } = found.data;
  return (
    <article className="paper basis" aria-label="数字依据一览" aria-busy={found.isPlaceholderData}>
      <h1>数字依据一览</h1>
      <p className="byline">
        《{document.title}》{number ? `第${number}版` : '草稿'}，共 {rows.length} 个数
      </p>
      {rows.length === 0 ? <p>这份报告里还没有数字。</p> : null}
      {narrow && rows.length ? <BasisCards sections={sections(rows, document)} /> : null}
      <BasisTable rows={rows} />
      {decided.map((line) => (
        <p key={line} className="basis-decided">
          {line}
        </p>
      ))}
      <div className="basis-signatures">
        <p>经办人（签字）：　　　　　　　　日期：</p>
        <p>审定人（签字）：　　　　　　　　日期：</p>
      </div>
    </article>
  );
}
