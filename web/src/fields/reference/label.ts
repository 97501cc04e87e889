import type { Field, LedgerRecord } from '../../api/types';

type Offered = Pick<LedgerRecord, 'record' | 'title' | 'unit_name' | 'masked' | 'shown'>;

/** The longest value that is put beside a name. */
const SHORT = 16;

/** Days that say since when a record is kept, and nothing of whom it is about. */
const KEPT = ['begins', 'ends'];

/**
 * How records are offered: by name and unit. Where that does not tell one from another, or its name is masked, by what else
 * lists show of it, in part or whole: the last digits of a number, or the first short field in which they all differ, such as
 * the day of birth. It is no more than the list of that ledger shows.
 */
export function labelsOf(records: Offered[], fields: Pick<Field, 'id' | 'name'>[] = []): Map<string, string> {
  const parts = new Map(records.map((record) => [record.record, [record.unit_name, record.title.includes('*') ? digits(record) : '']]));
  const label = (record: Offered) => `${record.title}（${(parts.get(record.record) ?? []).filter(Boolean).join('，')}）`;
  for (const more of [digits, differing(fields)]) {
    for (const alike of groups(records, label)) {
      for (const [record, part] of alike.map((record) => [record, more(record, alike)] as const)) {
        const said = parts.get(record.record);
        if (part && !said?.includes(part)) said?.push(part);
      }
    }
  }
  return new Map(records.map((record) => [record.record, label(record)]));
}

/** Those that are called the same as another. */
function groups(records: Offered[], label: (record: Offered) => string): Offered[][] {
  const called = new Map<string, Offered[]>();
  for (const record of records) called.set(label(record), [...(called.get(label(record)) ?? []), record]);
  return [...called.values()].filter((alike) => alike.length > 1);
}

/** What a mask leaves of a number. */
function digits({ masked, shown }: Offered): string {
  const part = masked.map((id) => shown[id] ?? '').find((text) => /\*[\dA-Z]{2,}$/.test(text));
  return part ? `尾号${/[\dA-Z]+$/.exec(part)?.[0] ?? ''}` : '';
}

function differing(fields: Pick<Field, 'id' | 'name'>[]) {
  return (record: Offered, alike: Offered[]): string => {
    const tells = ({ id }: Pick<Field, 'id'>) => {
      const values = alike.map(({ masked, shown }) => (masked.includes(id) ? '' : (shown[id] ?? '')));
      return !KEPT.includes(id) && values.every((value) => value && value.length <= SHORT && !value.includes('*')) && new Set(values).size === values.length;
    };
    const field = fields.find(tells);
    return field ? `${field.name}${record.shown[field.id] ?? ''}` : '';
  };
}
