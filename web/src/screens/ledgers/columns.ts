import type { Field, ImportReport, Ledger, Step } from '../../api/types';

type Column = ImportReport['columns'][number];

/** What a column gives. The server names the field alone; that it gives a part of it is seen by the heading it knows. */
export type Gives =
  | { kind: 'field'; field: Field }
  | { kind: 'number'; field: Field }
  | { kind: 'since'; field: Field | undefined }
  | { kind: 'unit' }
  | { kind: 'above' }
  | { kind: 'step' | 'step_by'; step: Step }
  | { kind: 'nothing' };

/** What else is known: what the number of a person is called, and the levels of units with their words. */
export interface Known {
  number: string;
  levels: { level: string; name: string }[];
}

const SINCE = ['自', '起始日期', '变更日期', '自何时起'];

export function gives(column: Column, ledger: Ledger, known: Known): Gives {
  const heading = plain(column.heading);
  const own = column.source !== 'said' && column.source !== 'remembered';
  if (!column.field) {
    const since = own && SINCE.slice(2).includes(heading) && ledger.fields.some(({ dated }) => dated);
    return since ? { kind: 'since', field: undefined } : { kind: 'nothing' };
  }
  if (column.field === 'unit') return own && isAbove(heading, ledger, known) ? { kind: 'above' } : { kind: 'unit' };
  const step = ledger.steps.find(({ id }) => `steps.${id}` === column.field);
  if (step) return { kind: heading.endsWith(plain(`${step.name}人`)) ? 'step_by' : 'step', step };
  const field = ledger.fields.find(({ id }) => id === column.field);
  if (!field) return { kind: 'nothing' };
  if (own && field.type === 'person' && isNumber(heading, known)) return { kind: 'number', field };
  if (own && field.dated && SINCE.some((ending) => heading.endsWith(`${plain(field.name)}${ending}`))) return { kind: 'since', field };
  return { kind: 'field', field };
}

/** As a person says it; `undefined` where it is a choice of the list. */
export function inWords(what: Gives, known: Known): string | undefined {
  switch (what.kind) {
    case 'number':
      return `${what.field.name}的${known.number}`;
    case 'since':
      return what.field ? `${what.field.name}从哪天起` : '各项从哪天起';
    case 'above':
      return '上级单位，用来认准所属单位';
    case 'step':
      return `${what.step.name}的日期`;
    case 'step_by':
      return `${what.step.name}是谁办的`;
    default:
      return undefined;
  }
}

function isNumber(heading: string, { number }: Known): boolean {
  return heading.endsWith(plain(number)) || /(证号|证号码|号码|证件号)$/.test(heading);
}

function isAbove(heading: string, ledger: Ledger, { levels }: Known): boolean {
  const owns = levels.filter(({ level }) => !ledger.unit.length || ledger.unit.includes(level));
  const lowest = owns[owns.length - 1]?.level;
  return levels.some(({ level, name }) => level !== lowest && [name, `${name}名`, `${name}名称`, `${name}代码`, `所属${name}`, `所在${name}`].some((word) => heading.endsWith(plain(word))));
}

function plain(text: string): string {
  return text.replace(/[\s*:：★/]/g, '').toLowerCase();
}
