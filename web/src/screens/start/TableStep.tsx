import { useState } from 'react';
import type { Problem } from '../../api/client';
import { propose, type Proposal } from '../../api/start';
import { Trouble, asProblem } from '../../shell/Trouble';
import { DropFile } from '../../shell/DropFile';
import { Heading } from './Heading';
import { Progress } from './Progress';

interface Props {
  take: (file: File, proposal: Proposal) => void;
  /** The file that was looked at before. */
  before: string;
  resume: () => void;
}

/** A spreadsheet, as it is. */
export function TableStep({ take, before, resume }: Props) {
  const { busy, problem, read } = useProposal(take);
  return (
    <section aria-label="拿表">
      <Heading about="不用先改格式：上面的大标题、中间的小计、下面的说明都认得。先看，不会写入。">拿一份手头的表</Heading>
      <DropFile title="把表格拖到这里，或点这里选" about="xlsx、xls、et、csv 都可以" take={(file) => void read(file, '')} />
      <Progress words={busy} />
      {problem ? <Trouble cause={problem} /> : null}
      {before && !busy ? (
        <p className="start-note">
          上次看的是《{before}》，改过的都还在。
          <button type="button" className="button button-quiet" onClick={resume}>
            接着弄
          </button>
        </p>
      ) : null}
    </section>
  );
}

/** Reads a sheet and has something proposed for it. */
export function useProposal(take: (file: File, proposal: Proposal) => void) {
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const read = async (file: File, sheet: string) => {
    setBusy('正在读表……');
    setProblem(undefined);
    try {
      take(file, await propose(file, sheet));
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setBusy('');
    }
  };
  return { busy, problem, read };
}
