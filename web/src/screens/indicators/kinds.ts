/** How an indicator is computed, in a word. */
export const KIND_WORDS: Record<string, string> = {
  fold: '由台账记录算出',
  ratio: '两个数相除',
  formula: '由几个指标算出',
  against: '与另一时期或目标相比',
  rank: '在同级单位中的名次',
  units: '符合条件的单位有几个',
  sourced: '外单位或专人提供，附来源',
  target: '定下的目标',
  parameter: '政策规定的标准',
};
