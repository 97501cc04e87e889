import type { Grade } from '../api/types';

/** The grades of figures, best founded first: the word, and what it promises. */
export const GRADES: { grade: Grade; name: string; meaning: string }[] = [
  { grade: 'records', name: '逐条', meaning: '由台账记录逐条算出' },
  { grade: 'village_totals', name: '分村汇总', meaning: '由各村上报的合计相加' },
  { grade: 'external', name: '外部', meaning: '外单位提供，附来源' },
  { grade: 'attested', name: '佐证', meaning: '专人提供，附佐证材料' },
  { grade: 'forecast', name: '预计', meaning: '预计数，印发前须确认' },
];
