import type { Finding, Told, ToldBy } from '../../../api/types';

/** Who tells what somebody else types, while it is being said. */
export interface Telling {
  name: string;
  /** Who was chosen among the people of the house. */
  account?: string | undefined;
  way: string;
}

/** Somebody tells; who, is to be said. */
export const SOMEBODY: Telling = { name: '', way: '' };

export const WAYS = [
  { value: 'face', name: '当面' },
  { value: 'phone', name: '电话' },
  { value: 'chat', name: '微信群' },
  { value: 'paper', name: '纸质' },
] as const;

/** That somebody tells, and nobody said who. */
export function isNameless(telling: Telling | undefined): boolean {
  return telling !== undefined && !telling.name.trim();
}

export const NAMELESS = '请写替谁录入；不是代录的，点“不是代录”。';

/** As it is sent; nothing where nobody else tells. */
export function sentTold(telling: Telling | undefined): { told?: ToldBy } {
  if (!telling || isNameless(telling)) return {};
  const { name, account, way } = telling;
  return { told: { ...(account ? { account } : { name: name.trim() }), ...(way ? { way } : {}) } };
}

/** What the server finds wrong with it. */
export function wrongTold(findings: Finding[]): string[] {
  return findings.filter(({ field }) => field?.startsWith('told.')).map(({ message }) => message);
}

/** Beside the name of who typed: 代 李四 录入（电话）. */
export function toldWords({ name, account, way_name }: Told): string {
  return `代 ${name || account || '（姓名已擦除）'} 录入${way_name ? `（${way_name}）` : ''}`;
}

/** Whose word it was, where that is somebody else's: whoever takes it back has somebody to tell. */
export function toldAlso(told: Told | null | undefined): string {
  const name = told?.name || told?.account;
  if (!told || !name) return told ? '这是替别人录入的（姓名已擦除）。' : '';
  return `这是替${name}录入的${told.way_name ? `（${told.way_name}）` : ''}，撤销后请告诉${name}。`;
}

// In the memory of the page alone: the next page asks anew.
const kept = new Map<string, Telling>();

/** Who told the record before: several in a row are often one person's word. Another person at this browser finds nothing. */
export function toldBefore(actor: string): Telling | undefined {
  return kept.get(actor);
}

export function keepTold(actor: string, telling: Telling | undefined): void {
  if (telling && !isNameless(telling)) kept.set(actor, telling);
  else kept.delete(actor);
}
