import { Link } from 'react-router';
import type { Field, Ledger, LedgerRecord, Look } from '../../api/types';
import { useTrail } from '../../figures/trail';
import { personName } from '../../shell/people';
import { showOf } from '../../fields/registry';

/** The fields of a record that have a value, in the order of the form. */
export function RecordValues({ ledger, record, look }: { ledger: Ledger; record: LedgerRecord; look?: Look | undefined }) {
  const filled = ledger.fields.filter(({ id }) => record.shown[id] || record.fields[id] !== undefined || record.masked.includes(id));
  return (
    <>
      <dl className="facts" data-part="fields">
        {filled.map((field) => {
          const Show = showOf(field);
          return (
            <Fact key={field.id} name={field.name} masked={record.masked.includes(field.id)}>
              <Named field={field} record={record}>
                <Show field={field} value={record.fields[field.id]} text={record.shown[field.id]} record={record} look={look} />
              </Named>
            </Fact>
          );
        })}
      </dl>
      {record.steps.length ? (
        <>
          <h3>办理经过</h3>
          <dl className="facts" data-part="steps">
            {record.steps.map((step, i) => (
              <Fact key={i} name={step.on} masked={false}>
                {step.name}
                {step.by ? `（${personName(step.by)}）` : ''}
                {step.note ? `：${step.note}` : ''}
              </Fact>
            ))}
          </dl>
        </>
      ) : null}
    </>
  );
}

/** What names another record opens it. */
function Named({ field, record, children }: { field: Field; record: LedgerRecord; children: React.ReactNode }) {
  const trail = useTrail();
  const named = record.fields[field.id];
  if (!field.to || typeof named !== 'string') return children;
  return <Link to={trail.after({ kind: 'record', ledger: field.to, book: record.book, record: named })}>{children}</Link>;
}

function Fact({ name, masked, children }: { name: string; masked: boolean; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={masked ? 'masked' : undefined}>{children}</dd>
    </>
  );
}
