import type { Entry } from '../../api/types';
import { toldAlso } from '../record/form/told';

/** What a Change is called, and why it was made, in words of the people who read it. */
export function changeInWords(entry: Pick<Entry, 'act' | 'act_name' | 'reason' | 'undoes'>): { name: string; why: string } {
  const reason = entry.reason ?? '';
  if (entry.undoes) return { name: entry.act_name, why: `撤销第 ${entry.undoes} 次变更${reason && reason !== entry.act_name ? `：${reason}` : ''}` };
  // The kind of act stands beside it already.
  if (entry.act !== 'activate') return { name: entry.act_name, why: reason.startsWith(`${entry.act_name} `) ? reason.slice(entry.act_name.length + 1) : reason };
  const named = /^启用口径包“(.+?)”(.*)$/.exec(reason);
  return { name: entry.act_name, why: named ? `台账、指标和报告按“${named[1]}”${named[2]} 的定义` : reason };
}

/** What taking a Change back means, and whose word it was. `partial` is where only a part of it may be told. */
export function aboutUndo({ act, rows, told }: Pick<Entry, 'act' | 'rows' | 'told'>, partial: boolean): string {
  if (act === 'issue') return '这一版报告会标成已撤回，全文还在，编号不再用。';
  const others = partial ? '，或同一次还动过您看不到的记录的，' : '，';
  return `这次写下的 ${rows} 条都回到原来的样子；有一条后来又改过的${others}就整个不撤。${toldAlso(told)}`;
}
