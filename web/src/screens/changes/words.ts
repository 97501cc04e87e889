import type { Entry } from '../../api/types';

/** What a Change is called, and why it was made, in words of the people who read it. */
export function changeInWords(entry: Pick<Entry, 'act' | 'act_name' | 'reason' | 'undoes'>): { name: string; why: string } {
  const reason = entry.reason ?? '';
  if (entry.undoes) return { name: entry.act_name, why: `撤销第 ${entry.undoes} 次变更${reason && reason !== entry.act_name ? `：${reason}` : ''}` };
  // The kind of act stands beside it already.
  if (entry.act !== 'activate') return { name: entry.act_name, why: reason.startsWith(`${entry.act_name} `) ? reason.slice(entry.act_name.length + 1) : reason };
  const named = /^启用口径包“(.+?)”(.*)$/.exec(reason);
  return { name: entry.act_name, why: named ? `台账、指标和报告按“${named[1]}”${named[2]} 的定义` : reason };
}
