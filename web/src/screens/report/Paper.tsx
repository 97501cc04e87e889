import { Fragment, createElement, memo, useMemo } from 'react';
import type { Block, Figure, ReportDocument, Run } from '../../api/types';
import { FigureLink } from '../../figures/FigureLink';
import { GradeLegend } from '../../figures/GradeMark';
import { useCut } from '../../figures/useCut';
import type { Moved } from './occurrences';
import type { Untils } from './untils';

interface Props {
  document: ReportDocument;
  moved: Moved[];
  busy: boolean;
  /** Until when figures speak, where their period does not say it. */
  untils: Untils;
}

/** The report as a sheet of paper. It is written anew only when something of it is another. */
export const Paper = memo(function Paper({ document, moved, busy, untils }: Props) {
  const cut = useCut(document.as_of);
  const was: Said = useMemo(() => ({ was: wasOf(moved), until: untils }), [moved, untils]);
  return (
    <article className="paper" aria-busy={busy} aria-label={document.title} data-as-of={document.as_of}>
      <h1>{document.title}</h1>
      {document.byline ? <p className="byline">{document.byline}</p> : null}
      {document.blocks.map((block, i) => (
        <Fragment key={i}>{shownBlock(block, i, was)}</Fragment>
      ))}
      <div className="print-foot">
        {document.unit.name}，{document.period_name}。数据{cut}。数字旁的标记说明依据：
        <GradeLegend />
      </div>
    </article>
  );
});

const NO_IDS: string[] = [];

/** The code of a gap that was accepted when the report was issued. */
const ACCEPTED = 'report.accepted';

/** More columns than fit between the margins in the type of the text. */
const WIDE = 6;

/** The anchor of a heading. */
export const headingId = (index: number) => `h-${index}`;

type Was = (run: Run) => string | undefined;

/** What is said beside a figure: what it was, and until when it speaks. */
interface Said {
  was: Was;
  until: Untils;
}

function shownBlock(block: Block, index: number, was: Said) {
  switch (block.kind) {
    case 'heading':
      return createElement(`h${Math.min(block.level + 1, 5)}`, { id: headingId(index) }, <Runs runs={block.runs} was={was} />);
    case 'paragraph':
      return (
        <p>
          <Runs runs={block.runs} was={was} />
        </p>
      );
    case 'table':
      return <PaperTable block={block} was={was} />;
    case 'chart':
      return <PaperChart block={block} was={was} />;
  }
}

function PaperTable({ block, was }: { block: Block & { kind: 'table' }; was: Said }) {
  const numeric = (column: number) => block.rows.length > 0 && block.rows.every((row) => row[column]?.some((run) => run.kind !== 'text'));
  const className = (column: number) => (numeric(column) ? 'number' : undefined);
  return (
    <figure className={block.header.length > WIDE ? 'paper-table paper-table-wide' : 'paper-table'}>
      {block.caption?.length ? (
        <figcaption>
          <Runs runs={block.caption} was={was} />
        </figcaption>
      ) : null}
      <div className="table-scroll">
      <table>
        <thead>
          <tr>
            {block.header.map((cell, column) => (
              <th key={column} scope="col" className={className(column)}>
                <Runs runs={cell} was={was} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, column) => (
                <td key={column} className={className(column)}>
                  <Runs runs={cell} was={was} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      </div>
    </figure>
  );
}

/** Bars drawn by the exact values, each with its figure. */
function PaperChart({ block, was }: { block: Block & { kind: 'chart' }; was: Said }) {
  const length = (runs: Run[]) => Number(runs.find((run) => run.kind === 'figure')?.figure.value ?? 0);
  const longest = Math.max(...block.bars.map((bar) => length(bar.value)), 0);
  return (
    <figure className="paper-table paper-chart">
      <figcaption>
        <Runs runs={block.caption} was={was} />
      </figcaption>
      {block.bars.map((bar, i) => (
        <div key={i} className="bar">
          <span>
            <Runs runs={bar.label} was={was} />
          </span>
          <i style={{ width: longest > 0 ? `${(100 * Math.max(0, length(bar.value))) / longest}%` : 0 }} />
          <span className="number">
            <Runs runs={bar.value} was={was} />
          </span>
        </div>
      ))}
    </figure>
  );
}

function Runs({ runs, was }: { runs: Run[]; was: Said }) {
  return runs.map((run, i) => {
    if (run.kind === 'text') return <Fragment key={i}>{run.text}</Fragment>;
    if (run.kind === 'gap' && run.code === ACCEPTED) {
      return (
        <span key={i} className="figure-accepted" title={run.message}>
          {run.text}
        </span>
      );
    }
    if (run.kind === 'gap' && !run.figure) {
      return (
        <span key={i} className="figure-missing" title={run.message}>
          <span className="figure-text">缺数</span>
        </span>
      );
    }
    const figure = run.figure as Figure;
    const text = run.kind === 'figure' ? run.text : '';
    return <FigureLink key={i} figure={figure} text={text} was={was.was(run)} until={run.kind === 'figure' ? was.until(figure) : undefined} figureIds={run.kind === 'figure' ? (run.figure_ids ?? NO_IDS) : NO_IDS} gap={run.kind === 'gap' ? run.message : undefined} />;
  });
}

/** A run is known by its figure and what it now says; two that say the same have moved alike. */
function wasOf(moved: Moved[]): Was {
  const key = (figure: Figure, text: string) => [figure.indicator, figure.unit, figure.period, text].join('@');
  const texts = new Map(moved.map((one) => [key(one.figure, one.text), one.was]));
  return (run) => (run.kind === 'text' || !run.figure ? undefined : texts.get(key(run.figure, run.text)));
}
