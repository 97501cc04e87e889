import { at } from '../../api/client';
import type { FoundRecords, LedgerSummary, Unit } from '../../api/types';
import { unitAddress } from '../UnitLink';

/** Something that may be gone to. */
export interface Choice {
  /** Its own on the page. */
  id: string;
  kind: 'unit' | 'ledger' | 'record' | 'all';
  to: string;
  title: string;
  /** In small beside it. */
  beside: string;
  /** What it says, each with its name. */
  says: { name: string; text: string }[];
}

export interface Group {
  id: string;
  name: string;
  /** How many there are of it, where that is known. */
  total: string;
  choices: Choice[];
}

const NAMED = 5;

/** The words that somebody typed, in small letters. */
export function wordsOf(typed: string): string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether it is worth asking: one letter stands in nearly everything. */
export function isAskable(typed: string): boolean {
  const word = typed.trim();
  return word !== '' && !/^[a-z]$/i.test(word);
}

/** What is called so, the shortest first: of two that hold a word it is more of. How a name is read only the server knows. */
function named<T extends { id: string; name: string }>(all: T[], typed: string, read: string[] = []): T[] {
  const words = wordsOf(typed);
  if (!words.length) return [];
  const holds = ({ id, name }: T) => read.includes(id) || words.every((word) => name.toLowerCase().includes(word));
  return all.filter(holds).sort((a, b) => a.name.length - b.name.length).slice(0, NAMED);
}

/** A unit and everything below it that is there on a day. */
export function within(units: Unit[], own: string, today: string): Unit[] {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const lies = (id: string | null | undefined, depth = 0): boolean => id === own || (!!id && depth < units.length && lies(parents.get(id), depth + 1));
  return units.filter(({ id, begins, ends }) => lies(id) && begins <= today && (!ends || ends > today));
}

interface Known {
  units: Unit[];
  ledgers: Pick<LedgerSummary, 'id' | 'name' | 'records'>[];
  found: FoundRecords | undefined;
}

/** All that was found, as it is read from above: places, ledgers, then records ledger by ledger. */
export function groupsOf(typed: string, { units, ledgers, found }: Known): Group[] {
  const word = typed.trim();
  const unit = ({ id, name, level_name }: Unit): Choice => ({ id: `u-${id}`, kind: 'unit', to: unitAddress(id), title: name, beside: level_name, says: [] });
  const ledger = ({ id, name, records }: Known['ledgers'][number]): Choice => ({ id: `l-${id}`, kind: 'ledger', to: at`/ledgers/${id}`, title: name, beside: `${records} 条`, says: [] });
  const records = (found?.ledgers ?? []).map(({ ledger: id, name, total, records: list }): Group => ({
    id: `r-${id}`,
    name,
    total: `${total} 条`,
    choices: [
      ...list.map((record): Choice => ({
        id: `r-${id}-${record.book}-${record.record}`,
        kind: 'record',
        to: at`/ledgers/${id}/${record.book}/${record.record}`,
        title: record.title,
        beside: [record.unit_name, record.state_name].filter(Boolean).join(' · '),
        says: record.says,
      })),
      { id: `a-${id}`, kind: 'all', to: `${at`/ledgers/${id}`}?${new URLSearchParams({ q: word }).toString()}`, title: '在此台账中查看全部', beside: `${total} 条`, says: [] },
    ],
  }));
  const groups: Group[] = [
    { id: 'units', name: '单位', total: '', choices: named(units, typed, found?.units).map(unit) },
    { id: 'ledgers', name: '台账', total: '', choices: named(ledgers, typed, found?.named).map(ledger) },
    ...records,
  ];
  return groups.filter(({ choices }) => choices.length > 0);
}

/** How much was found, to be heard. */
export function summary(found: FoundRecords): string {
  const total = found.ledgers.reduce((sum, { total: one }) => sum + one, 0);
  if (!total) return '没有找到记录。';
  return `在 ${found.ledgers.length} 本台账里找到 ${total} 条记录。`;
}

/** Where an arrow leads from a choice, round and round; from none it leads to the first or the last. */
export function next(ids: string[], from: string | undefined, key: 'ArrowDown' | 'ArrowUp'): string | undefined {
  const place = from === undefined ? -1 : ids.indexOf(from);
  if (key === 'ArrowDown') return ids[place + 1] ?? ids[0];
  return place > 0 ? ids[place - 1] : ids[ids.length - 1];
}
