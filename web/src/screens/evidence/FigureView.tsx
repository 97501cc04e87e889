import { useEvidence } from '../../api/queries';
import type { Ask, Evidence, Figure } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { GradeMark } from '../../figures/GradeMark';
import { GRADES } from '../../figures/grades';
import { NEWEST, periodInWords } from '../../figures/period';
import { useCut } from '../../figures/useCut';
import { Trouble } from '../../shell/Trouble';
import { UnitLink } from '../../shell/UnitLink';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { EvidenceRows } from './EvidenceRows';

/** A figure opened: what it means, what it is, and what it is made of. */
export function FigureView({ ask }: { ask: Ask }) {
  const [value] = useAddress();
  const found = useEvidence(ask, value('as_of') || undefined);
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  const pages = found.data?.pages ?? [];
  const [first] = pages;
  if (!first) return <Waiting what="依据" />;
  const rows = pages.flatMap((page) => page.rows?.rows ?? []);
  return (
    <>
      <Head evidence={first} pinned={value('as_of') !== ''} />
      {first.operands?.length ? <Operands figure={first.figure} operands={first.operands} /> : null}
      {first.siblings?.length ? <Siblings siblings={first.siblings} /> : null}
      {first.rows ? (
        <>
          <EvidenceRows
            title={first.kind === 'source' ? '来源' : `${first.rows.ledger_name}记录`}
            ledger={first.rows.ledger}
            rows={rows}
            total={first.rows.total}
            measure={first.figure.in}
            fold={first.fold}
            share={first.figure}
          />
          <div className="more">
            <span>
              已列出 {rows.length} 条，共 {first.rows.total} 条
            </span>
            {found.hasNextPage ? (
              <button type="button" className="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
                {found.isFetchingNextPage ? '正在取……' : '再列一些'}
              </button>
            ) : null}
          </div>
          {first.rows.closed ? <p className="closed-note">另有 {first.rows.closed} 条计入了这个数，但不对您开放。</p> : null}
        </>
      ) : null}
    </>
  );
}

function Head({ evidence, pinned }: { evidence: Evidence; pinned: boolean }) {
  const { figure, definition } = evidence;
  const cut = useCut(figure.as_of);
  const meaning = GRADES.find(({ grade }) => grade === figure.grade)?.meaning;
  return (
    <>
      <h2>{figure.name}</h2>
      <p className="panel-where">
        <UnitLink unit={figure.unit} name={figure.unit_name} period={figure.period} /> · {periodInWords(figure.period)}
      </p>
      {figure.missing ? (
        <div className="trouble">
          <p className="trouble-what">{figure.missing.message}</p>
          <p className="trouble-next">补上依据后，这里和报告里都会自动出数。</p>
        </div>
      ) : (
        <p className="big-value" data-value={figure.value}>
          {figure.value}
          <small>{figure.in}</small>
        </p>
      )}
      {figure.missing || evidence.kind === 'parameter' ? null : (
        <p className="big-grade">
          <GradeMark grade={figure.grade} />
          {figure.grade_name}：{meaning}
        </p>
      )}
      <p className="definition">{definition}</p>
      <dl className="facts">
        {evidence.kind === 'parameter' ? (
          <>
            <dt>出处</dt>
            <dd data-part="basis">{evidence.basis || '没有写明出处，请管理员在参数里补上。'}</dd>
          </>
        ) : null}
        {figure.numerator && !evidence.operands?.length && !evidence.rows?.rows.some(({ part }) => typeof part === 'boolean') ? (
          <>
            <dt>分子 / 分母</dt>
            <dd>
              {figure.numerator} / {figure.denominator}
            </dd>
          </>
        ) : null}
        <dt>数据</dt>
        <dd title={cut}>{pinned ? cut : NEWEST}</dd>
      </dl>
    </>
  );
}

function Operands({ figure, operands }: { figure: Figure; operands: Figure[] }) {
  const parts = figure.numerator && operands.length === 2 ? ['分子', '分母'] : figure.numerator && operands.length === 1 ? ['分母'] : [];
  return (
    <>
      <h3>由这些数算出</h3>
      <ul className="operands" data-part="operands">
        {operands.map((operand, i) => (
          <li key={i}>
            <span>
              {parts[i] ? <span className="operand-part">{parts[i]}</span> : null}
              {operand.name}
              {operand.period === figure.period ? '' : ` · ${periodInWords(operand.period)}`}
              {operand.unit === figure.unit ? '' : ` · ${operand.unit_name}`}
            </span>
            <FigureLink figure={operand} follow />
          </li>
        ))}
      </ul>
    </>
  );
}

function Siblings({ siblings }: { siblings: Figure[] }) {
  return (
    <>
      <h3>各单位</h3>
      <ul className="operands" data-part="siblings">
        {siblings.map((sibling) => (
          <li key={sibling.unit}>
            <span>{sibling.unit_name}</span>
            <FigureLink figure={sibling} follow />
          </li>
        ))}
      </ul>
    </>
  );
}
