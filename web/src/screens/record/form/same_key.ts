import { at, type Problem } from '../../../api/client';

/** The address of the record that is in the way of what was refused, where the refusal names one. */
export function inTheWay(refused: Problem): string | undefined {
  const there = refused.findings.find((finding) => finding.there)?.there;
  return there ? at`/ledgers/${there.ledger}/${there.book}/${there.record}` : undefined;
}
