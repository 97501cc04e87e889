import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { Link } from 'react-router';
import { ledger as ledgerQuery, record as recordQuery, type RecordRef } from '../../api/queries';
import type { Ledger, LedgerRecord, Step } from '../../api/types';
import { Trouble, asProblem } from '../../shell/Trouble';
import { UnitLink } from '../../shell/UnitLink';
import { Waiting } from '../../shell/Waiting';
import { History } from './History';
import { Links } from './Links';
import { RecordValues } from './RecordValues';
import { useOpened } from './useOpened';

const CorrectForm = lazy(() => import('./CorrectForm'));
const OpenForm = lazy(() => import('./OpenForm'));
const StepForm = lazy(() => import('./StepForm'));
const WithdrawForm = lazy(() => import('./WithdrawForm'));

type Doing = { kind: 'reading' } | { kind: 'correcting' } | { kind: 'withdrawing' } | { kind: 'opening' } | { kind: 'stepping'; step: Step };

/** A record: what it says, what may be done with it, and how it came to say so. */
export function RecordView({ of: { ledger, book, record } }: { of: RecordRef }) {
  const ref = { ledger, book, record };
  const known = useQuery(ledgerQuery(ledger));
  const found = useQuery(recordQuery(ref));
  const [doing, setDoing] = useState<Doing>({ kind: 'reading' });
  const { opened, show, hide } = useOpened(found.data);
  if (found.error && asProblem(found.error).status === 404) return <Gone of={ref} writes={known.data?.writes ?? false} />;
  const cause = found.error ?? known.error;
  if (cause) return <Trouble cause={cause} retry={() => void Promise.all([found.refetch(), known.refetch()])} />;
  if (!found.data || !known.data) return <Waiting what="记录" />;

  const done = () => setDoing({ kind: 'reading' });
  const read = opened?.record ?? found.data;
  const parts = { ledger: known.data, record: read, done };
  return (
    <>
      <h2>{read.title || known.data.name}</h2>
      <p className="panel-where">
        <UnitLink unit={found.data.unit} name={found.data.unit_name} /> · <Link to={`/ledgers/${known.data.id}`}>{known.data.name}</Link>
        {found.data.state_name ? <span className="state" style={{ marginLeft: 10 }}>{found.data.state_name}</span> : null}
      </p>
      {doing.kind === 'reading' ? (
        <>
          <Acts ledger={known.data} record={read} opened={opened !== undefined} begin={setDoing} />
          {opened ? (
            <p className="opened" role="status" data-part="opened">
              正在显示隐去的内容（{opened.purpose}），五分钟后重新隐去。
              <button type="button" className="button button-quiet" onClick={hide}>
                现在就隐去
              </button>
            </p>
          ) : null}
          <RecordValues ledger={known.data} record={read} look={opened?.look} />
          <Links of={ref} opened={opened?.links} />
          <History of={ref} writes={known.data.writes} />
        </>
      ) : (
        <Suspense fallback={<Waiting what="表单" />}>
          {doing.kind === 'correcting' ? <CorrectForm {...parts} look={opened?.look} /> : null}
          {doing.kind === 'withdrawing' ? <WithdrawForm {...parts} /> : null}
          {doing.kind === 'opening' ? (
            <OpenForm
              {...parts}
              opened={(shown) => {
                show(shown);
                done();
              }}
            />
          ) : null}
          {doing.kind === 'stepping' ? <StepForm {...parts} step={doing.step} /> : null}
        </Suspense>
      )}
    </>
  );
}

interface ActsProps {
  ledger: Ledger;
  record: LedgerRecord;
  opened: boolean;
  begin: (doing: Doing) => void;
}

function Acts({ ledger, record, opened, begin }: ActsProps) {
  const steps = ledger.steps.filter(({ id }) => record.next_steps.includes(id));
  const names = ledger.fields.some(({ id, to }) => to && record.shown[id]);
  const opens = !opened && ledger.purposes.length > 0 && (record.masked.length > 0 || names);
  const open = opens ? (
    <button type="button" className="button" data-act="open" onClick={() => begin({ kind: 'opening' })}>
      查看隐去的内容
    </button>
  ) : null;
  if (!ledger.writes) return open ? <div className="record-acts">{open}</div> : null;
  return (
    <div className="record-acts">
      <button type="button" className="button button-first" data-act="correct" onClick={() => begin({ kind: 'correcting' })}>
        更正
      </button>
      {steps.map((step) => (
        <button key={step.id} type="button" className="button" data-act="step" onClick={() => begin({ kind: 'stepping', step })}>
          {step.name}
        </button>
      ))}
      <button type="button" className="button" data-act="withdraw" onClick={() => begin({ kind: 'withdrawing' })}>
        撤回
      </button>
      {open}
    </div>
  );
}

/** A record that is no longer there still has its history, and so a way back. */
function Gone({ of, writes }: { of: RecordRef; writes: boolean }) {
  return (
    <>
      <div className="trouble" role="status">
        <p className="trouble-what">这条记录已撤回，或不对您开放。</p>
        <p className="trouble-next">如果是误撤，可以在下面的来历里撤销那次变更，记录就会恢复。</p>
      </div>
      <History of={of} writes={writes} />
    </>
  );
}
