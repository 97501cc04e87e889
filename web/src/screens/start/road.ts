/** The steps from a spreadsheet to a paragraph on paper, in their order. */
export const STEPS = [
  { step: 'table', name: '拿表' },
  { step: 'ledger', name: '定台账' },
  { step: 'import', name: '导入' },
  { step: 'figures', name: '看数' },
  { step: 'write', name: '写材料' },
] as const;

export type StepName = (typeof STEPS)[number]['step'];

/** What has been done so far. */
export interface Done {
  /** A sheet was read and something proposed. */
  proposed: boolean;
  /** The ledger the sheet goes into. */
  ledger: string;
}

/** Whether a step can be gone to. */
export function open(step: StepName, { proposed, ledger }: Done): boolean {
  if (step === 'table') return true;
  return step === 'ledger' ? proposed : ledger !== '';
}

/** The step the address asks for, or the last one before it that can be gone to. */
export function stepOf(asked: string, done: Done): StepName {
  const wanted = STEPS.findIndex(({ step }) => step === asked);
  for (let i = wanted; i > 0; i -= 1) {
    const { step } = STEPS[i] as (typeof STEPS)[number];
    if (open(step, done)) return step;
  }
  return 'table';
}
