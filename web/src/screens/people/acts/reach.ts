import type { Privacy, Role } from '../../../api/types';

const CLEARANCE: Record<Privacy, string> = {
  open: '只看公开的栏目',
  internal: '个人信息都遮住',
  personal: '说明用途后能看个人信息，敏感的仍遮住',
  sensitive: '说明用途后能看个人信息和敏感信息',
};

/** What a role lets a person see and fill, in words: of its unit and all below. And whether it makes ledgers for it. */
export function reachInWords({ reads, writes, clearance, declares }: Pick<Role, 'reads' | 'writes' | 'clearance'> & Partial<Pick<Role, 'declares'>>): string {
  const whatever = (names: string[] | null | undefined) => (names ? names.join('、') : '全部台账');
  const see = reads && !reads.length ? '不看台账' : `看${whatever(reads)}`;
  const fill = writes && !writes.length ? '不填' : `填${whatever(writes)}`;
  const make = declares ? '；能给本单位建台账、存报告' : '';
  return `${see}；${fill}${make}；${CLEARANCE[clearance]}。`;
}

/** Whether no role makes ledgers, though there are roles: so it is with packs from before it was said (ADR 0044). */
export function nobodyDeclares(roles: Pick<Role, 'declares'>[]): boolean {
  return roles.length > 0 && roles.every(({ declares }) => !declares);
}
