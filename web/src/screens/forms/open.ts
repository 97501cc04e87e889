import type { FilledForm } from '../../api/types';

/** What somebody must have looked at before a form goes up, in words; nothing where all is well. */
export function openOf({ missing, forecast, small }: Pick<FilledForm, 'missing' | 'forecast' | 'small'>): string {
  const parts: [string, number][] = [
    ['缺数', missing.length],
    ['预计数', forecast.length],
    ['小于5的数', small.length],
  ];
  const said = parts.filter(([, count]) => count > 0).map(([word, count]) => `${word} ${count} 处`);
  return said.length ? `有${said.join('、')}` : '';
}
