import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import '../../styles/forms.css';
import '../../styles/start.css';
import { ledgers } from '../../api/queries';
import type { Proposal } from '../../api/start';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { FiguresStep } from './FiguresStep';
import { ImportStep } from './ImportStep';
import { LedgerStep } from './LedgerStep';
import { TableStep } from './TableStep';
import { WriteStep } from './WriteStep';
import { again, withoutPersons } from './draft';
import { STEPS, open, stepOf, type StepName } from './road';
import type { Sheet } from './totals';
import { beginAnew, useKept } from './useKept';

/**
 * From a clerk's own spreadsheet to figures in a paragraph, step by step. Where one stands is in the address, what was
 * written is kept in this tab; a file a browser cannot keep, so after a reload it is asked for again.
 */
export default function StartScreen() {
  const [value, setAddress] = useAddress();
  const [file, setFile] = useState<File>();
  const [proposal, setProposal] = useKept<Proposal | null>('proposal', null, forBrowser);
  const [written, setWritten] = useKept<{ ledger: string; sheet: Sheet } | null>('written', null);
  const ledger = value('ledger');
  const done = { proposed: proposal !== null, ledger };
  const step = stepOf(value('step') || 'table', done);
  useTitle(STEPS.find((one) => one.step === step)?.name, '拿表建账');
  const name = useQuery({ ...ledgers, enabled: ledger !== '' }).data?.find(({ id }) => id === ledger)?.name ?? '';

  const go = (to: StepName, more: Record<string, string> = {}) => setAddress({ step: to === 'table' ? '' : to, open: '', ...more });
  const take = (from: File, read: Proposal) => {
    const corrected = proposal?.file === read.file ? again(proposal.draft, read.draft) : undefined;
    setFile(from);
    setProposal(corrected ? { ...read, draft: corrected } : read);
    if (!corrected) beginAnew();
    go('ledger', { ledger: '' });
  };

  return (
    <div className="page start-page">
      <nav aria-label="步骤">
        <ol className="start-steps">
          {STEPS.map((one, i) => (
            <li key={one.step}>
              <button type="button" disabled={!open(one.step, done)} aria-current={one.step === step ? 'step' : undefined} onClick={() => go(one.step)}>
                <i>{i + 1}</i>
                {one.name}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {step === 'table' ? <TableStep take={take} before={proposal?.file ?? ''} resume={() => go('ledger')} /> : null}
      {step === 'ledger' && proposal ? (
        <LedgerStep
          key={`${proposal.file}/${proposal.sheet}`}
          proposal={proposal}
          file={file}
          keep={setProposal}
          take={take}
          next={(id) => go('import', { ledger: id })}
        />
      ) : null}
      {step === 'import' ? (
        <ImportStep
          ledger={ledger}
          name={name}
          file={file}
          expected={proposal?.file ?? ''}
          take={setFile}
          unitSaid={proposal?.draft.unit_heading !== null}
          written={(report) => {
            const { columns, totals, rows, new: added, changed, same, wrong } = report;
            setWritten({ ledger, sheet: { columns, totals, rows, new: added, changed, same, wrong } });
            go('figures');
          }}
          skip={() => go('figures')}
        />
      ) : null}
      {step === 'figures' ? (
        <FiguresStep ledger={ledger} name={name} sheet={written?.ledger === ledger ? written.sheet : undefined} next={() => go('write')} />
      ) : null}
      {step === 'write' ? <WriteStep ledger={ledger} /> : null}
    </div>
  );
}

function forBrowser(proposal: Proposal | null): Proposal | null {
  return proposal && { ...proposal, draft: withoutPersons(proposal.draft) };
}
