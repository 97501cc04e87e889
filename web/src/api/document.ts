import { GRADES } from '../figures/grades';
import type { Ask, Block, Figure, ReportDocument, Run } from './types';

/** In a report, a figure still carries its question whole, and neither names of units nor of grades. */
type Bare = Omit<Figure, keyof Ask> & { ask: Ask };

/** A report as the screens read it: every figure in the one form that figures have elsewhere. */
export function readDocument(wire: unknown): ReportDocument {
  const document = wire as ReportDocument;
  return { ...document, blocks: document.blocks.map((block) => readBlock(block, document.unit)) };
}

type Unit = ReportDocument['unit'];

function readBlock(block: Block, unit: Unit): Block {
  const runs = (list: Run[]) => list.map((run) => readRun(run, unit));
  switch (block.kind) {
    case 'table': {
      const table = { ...block, header: block.header.map(runs), rows: block.rows.map((row) => row.map(runs)) };
      return { ...table, caption: runs(block.caption ?? []) };
    }
    case 'chart':
      return { ...block, caption: runs(block.caption), bars: block.bars.map(({ label, value }) => ({ label: runs(label), value: runs(value) })) };
    default:
      return { ...block, runs: runs(block.runs) };
  }
}

function readRun(run: Run, unit: Unit): Run {
  if (run.kind === 'text' || !run.figure) return run;
  return { ...run, figure: readFigure(run.figure as Figure | Bare, unit) };
}

function readFigure(figure: Figure | Bare, unit: Unit): Figure {
  if (!('ask' in figure)) return figure;
  const { ask, ...rest } = figure;
  return {
    ...rest,
    ...ask,
    boundaries: ask.boundaries ?? 'then',
    grade_name: GRADES.find(({ grade }) => grade === figure.grade)?.name ?? figure.grade,
    unit_name: ask.unit === unit.id ? unit.name : '',
  };
}
