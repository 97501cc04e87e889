import type { Hook, Status, StatusDetails } from '../../api/types';

/** How everything is, in one sentence. */
export const IN_ALL: Record<Status['status'], string> = {
  ok: '一切正常。',
  warn: '可以用，有一件事要安排人看看。',
  wrong: '有不正常的地方，请按下面写的办。',
};

/** The same for who cannot see to it: only whether to go on, and whom to call. */
export const FOR_ALL: Record<Status['status'], string> = {
  ok: '一切正常。',
  warn: '可以正常使用。',
  wrong: '服务器有不正常的地方，请告诉系统管理员。',
};

/** How a run of a job stands; whoever lost one never ended it, and the next look begins it anew. */
export const HOW: Record<StatusDetails['jobs'][number]['how'], string> = { running: '在做', done: '做好', failed: '没成', lost: '中断' };

/** How telling another program goes. */
export const HOOK: Record<Hook['state'], string> = { well: '正常', waiting: '等着', paused: '停着' };

/** What a slow thing is, as a person says it. */
export const SLOW: Record<StatusDetails['slow'][number]['kind'], string> = { statement: '数据库语句', figures: '算数', request: '打开或保存' };

const UNITS: [string, number][] = [
  ['GB', 1024 ** 3],
  ['MB', 1024 ** 2],
  ['KB', 1024],
];

/** Bytes as a person reads them. */
export function size(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return '看不到';
  const unit = UNITS.find(([, of]) => bytes >= of);
  return unit ? `${(bytes / unit[1]).toFixed(1)} ${unit[0]}` : `${bytes} 字节`;
}

/** How long something runs: the two largest parts. */
export function since(seconds: number): string {
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (days) return `${days} 天 ${hours} 小时`;
  if (hours) return `${hours} 小时 ${minutes} 分`;
  return minutes ? `${minutes} 分` : '不到 1 分';
}

/** How long something took. */
export function took(millis: number): string {
  return millis < 10_000 ? `${millis} 毫秒` : `${(millis / 1_000).toFixed(1)} 秒`;
}

/** What the last verify or backup came to, and what to do where there was none. */
export function done(noted: StatusDetails['verified'], at: (instant: string) => string, none: string): string {
  if (!noted) return none;
  return noted.findings ? `${at(noted.at)}，发现 ${noted.findings} 处问题，请停止写入并用备份核对` : `${at(noted.at)}，完好`;
}
