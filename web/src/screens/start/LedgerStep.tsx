import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Problem } from '../../api/client';
import { makeLedger, type Draft, type Fit, type Proposal } from '../../api/start';
import { session } from '../../api/queries';
import { declares } from '../../shell/rooms';
import { Trouble, asProblem } from '../../shell/Trouble';
import { Refused } from '../record/form/Refused';
import { DraftForm } from './DraftForm';
import { FitColumns } from './FitColumns';
import { ForUnit } from './ForUnit';
import { Heading } from './Heading';
import { Progress } from './Progress';
import { useProposal } from './TableStep';
import { standing } from './draft';
import { useKept } from './useKept';
import { useRequest } from './useRequest';

interface Props {
  proposal: Proposal;
  /** Gone after a reload. */
  file: File | undefined;
  keep: (proposal: Proposal) => void;
  take: (file: File, proposal: Proposal) => void;
  next: (ledger: string) => void;
}

/** Above this share of its columns a sheet is taken to be of a ledger there is. */
const FITS = 0.7;

/** Which ledger the sheet goes into: one it fits, or a new one made of its columns. */
export function LedgerStep({ proposal, file, keep, take, next }: Props) {
  const [chosen, setChosen] = useKept<string | null>('chosen', null);
  const [made, setMade] = useKept<{ ledger: string; draft: string } | null>('made', null);
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState<Draft>();
  const request = useRequest();
  const client = useQueryClient();
  const who = useQuery(session).data;
  // Said before a form is filled, not after.
  const refused = who !== undefined && !declares(who);
  const sheets = useProposal(take);
  const ledger = chosen ?? likely(proposal.fits);
  const { draft } = proposal;
  const [chosenUnit, chooseUnit] = useState('');
  const units = who?.declares ?? [];
  const unit = units.length > 1 ? chosenUnit || units[0]?.id : undefined;

  const put = (edited: Draft) => keep({ ...proposal, draft: edited });
  const text = said(draft);
  const there = made?.draft === text ? made.ledger : '';
  const make = async () => {
    setBusy('正在建台账……');
    setProblem(undefined);
    setSent(draft);
    try {
      const answer = await makeLedger(request(`${text}${unit ?? ''}`), draft, unit);
      setMade({ ledger: answer.ledger, draft: text });
      await client.invalidateQueries();
      next(answer.ledger);
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setBusy('');
    }
  };

  return (
    <section aria-label="定台账">
      <Heading about={about(proposal)}>{proposal.fits.length ? '这张表登记到哪本台账？' : '给这张表建一本新台账'}</Heading>
      <Sheets proposal={proposal} file={file} busy={sheets.busy} choose={(of, sheet) => void sheets.read(of, sheet)} />
      {sheets.problem ? <Trouble cause={sheets.problem} /> : null}
      {proposal.fits.length ? <Choices fits={proposal.fits} draft={draft} chosen={ledger} choose={setChosen} /> : null}
      {ledger === '' && refused ? (
        <p className="start-refused" role="status" data-part="refused">
          建一本新台账要由有这项权限的岗位来办，请找办公室管台账的人。这张表该登记到现有台账里的，请在上面选那一本，或到那本台账里点“导入表格”。
        </p>
      ) : null}
      {ledger === '' && !refused ? <DraftForm draft={draft} put={put} findings={standing(problem?.findings ?? [], sent, draft)} seen={proposal.findings ?? []} /> : null}
      {ledger === '' && !refused ? <ForUnit units={units} unit={unit} choose={chooseUnit} /> : null}
      <Refused problem={problem} />
      <div className="start-acts">
        <button type="button" className="button button-first" data-act="next" disabled={busy !== '' || (refused && !ledger)} onClick={() => (ledger || there ? next(ledger || there) : void make())}>
          {ledger || there ? '下一步：导入' : '建这本台账'}
        </button>
        {made && !ledger && !there ? <span className="hint">前一本已经建好；现在改过了，会再建一本。</span> : null}
      </div>
      <Progress words={busy} />
    </section>
  );
}

/** What a draft says, whatever its samples. */
function said(draft: Draft): string {
  return JSON.stringify({ ...draft, fields: draft.fields.map((field) => ({ ...field, samples: [] })) });
}

function likely(fits: Fit[]): string {
  return fits.find(({ usable, matched, columns }) => usable && matched >= FITS * columns)?.ledger ?? '';
}

function about({ file, title, rows, header_row }: Proposal): string {
  return `${file}${title ? `《${title}》` : ''}：表头在第 ${header_row} 行，下面有 ${rows} 行内容。`;
}

interface SheetsProps {
  proposal: Proposal;
  file: File | undefined;
  busy: string;
  choose: (file: File, sheet: string) => void;
}

/** A workbook of several sheets: which of them. */
function Sheets({ proposal, file, busy, choose }: SheetsProps) {
  if (proposal.sheets.length < 2) return <Progress words={busy} />;
  return (
    <div className="filters">
      <label className="chooser">
        <span>工作簿里有 {proposal.sheets.length} 张表，看的是</span>
        <select value={proposal.sheet ?? ''} disabled={!file} onChange={(event) => file && choose(file, event.target.value)}>
          {proposal.sheets.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {file ? null : <span className="hint">要换一张，请回到第 1 步再选一次文件。</span>}
      <Progress words={busy} />
    </div>
  );
}

interface ChoicesProps {
  fits: Fit[];
  draft: Draft;
  chosen: string;
  choose: (ledger: string) => void;
}

function Choices({ fits, draft, chosen, choose }: ChoicesProps) {
  return (
    <fieldset className="fits">
      <legend className="skip-legend">选一本台账</legend>
      {fits.map((fit) => (
        <div key={fit.ledger} className="fit-choice">
          <label className={fit.usable ? 'fit' : 'fit fit-short'} data-ledger={fit.ledger}>
            <input type="radio" name="ledger" checked={chosen === fit.ledger} disabled={!fit.usable} onChange={() => choose(fit.ledger)} />
            <b>像是《{fit.name}》</b>
            <span>
              {fit.columns} 列里对上 {fit.matched} 列
            </span>
            {fit.missing.length ? <span className="hint">{fit.missing.join('')}{fit.usable ? '' : '缺了登记不了。'}</span> : null}
          </label>
          {chosen === fit.ledger && fit.taken ? <FitColumns fit={fit} /> : null}
        </div>
      ))}
      <label className="fit" data-ledger="">
        <input type="radio" name="ledger" checked={chosen === ''} onChange={() => choose('')} />
        <b>建一本新台账</b>
        <span>按这张表的 {draft.fields.length} 列来建，下面可以改</span>
      </label>
    </fieldset>
  );
}
