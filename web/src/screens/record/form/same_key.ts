import { Problem } from '../../../api/client';
import type { Ledger } from '../../../api/types';

const IDS = /\b[0-9a-z]{26}\b/g;

/** What is in the way of a record: another of the same unit says the same in the fields by which records are told apart. */
export interface SameKey {
  /** The refusal in the words of the form, beside each of those fields. */
  problem: Problem;
  /** The record that is there already, where the refusal names it. */
  there: string | undefined;
}

/** A refusal of this kind, by the names of the fields; nothing where it is of another kind. */
export function sameKey(refused: Problem, { key, fields }: Pick<Ledger, 'key' | 'fields'>): SameKey | undefined {
  if (refused.code !== 'record.duplicate_key' || !key.length) return undefined;
  const named = key.map((id) => fields.find((field) => field.id === id)?.name ?? id);
  const names = named.map((name) => `“${name}”`).join('、');
  const problem = new Problem({
    code: refused.code,
    status: refused.status,
    message: `同一单位里已经有一条${names}相同的记录，没有再存一条。`,
    hint: `如果是同一件事，请更正原有的那一条；不是的，请改写${names}。`,
    findings: key.map((field) => ({ code: refused.code, severity: 'error', field, message: '已经有一条这样的记录。' })),
  });
  // The refusal names the record that was sent, and then the one that is there.
  const [, there] = refused.findings.flatMap(({ message }) => message.match(IDS) ?? []);
  return { problem, there };
}
