import type { Token } from '../../api/types';
import { moment } from '../../shell/moment';

/** What a token lets a program do, in a few words. */
export function reachOfToken({ scope, ledgers }: Pick<Token, 'scope' | 'ledgers'>): string {
  const act = scope === 'write' ? '能看能填' : '只看';
  return ledgers ? `${act}${ledgers.join('、')}` : `${act}本人看得到的全部台账`;
}

/** How long it is good, or since when it is not. */
export function lifeOfToken({ is_good: isGood, ends_at: endsAt, ended_at: endedAt }: Pick<Token, 'is_good' | 'ends_at' | 'ended_at'>): string {
  if (isGood) return `到 ${moment(endsAt)} 止`;
  return endedAt ? `${moment(endedAt)} 停用` : `${moment(endsAt)} 到期`;
}

/** Whether anything was asked with it, and when last. */
export function useOfToken({ used_on: usedOn }: Pick<Token, 'used_on'>): string {
  return usedOn ? `最近 ${usedOn} 用过` : '还没有用过';
}
