import type { Block, Run } from '../../api/types';

/** The words of runs, figures included. */
export function words(runs: Run[]): string {
  return runs.map((run) => run.text).join('');
}

/** All runs of a block, in the order of reading. */
export function runsOf(block: Block): Run[] {
  if (block.kind === 'table') return [...(block.caption ?? []), ...block.header.flat(), ...block.rows.flat(2)];
  if (block.kind === 'chart') return [...block.caption, ...block.bars.flatMap(({ label, value }) => [...label, ...value])];
  return block.runs;
}
