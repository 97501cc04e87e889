import type { Field, ImportColumn, Ledger } from '../../api/types';

/** What the number of a person is called, in the register of persons. */
export interface Known {
  number: string;
}

/** What a column brings that is a part of a field and no choice of the list; `undefined` where it is one. */
export function inWords({ brings, field: id }: ImportColumn, ledger: Ledger, { number }: Known): string | undefined {
  const name = fieldOf(id, ledger)?.name;
  const step = ledger.steps.find((known) => `steps.${known.id}` === id)?.name;
  switch (brings) {
    case 'number_of':
      return `${name ?? ''}的${number}`;
    case 'since':
      return name ? `${name}从哪天起` : '各项从哪天起';
    case 'above':
      return '上级单位，用来认准所属单位';
    case 'step':
      return `${step ?? ''}的日期`;
    case 'step_by':
      return `${step ?? ''}是谁办的`;
    case 'named':
      return `${name ?? ''}：一格里带不进来，不登记`;
    default:
      return undefined;
  }
}

/** What a column brings, whatever it is. */
export function bringsInWords(column: ImportColumn, ledger: Ledger, known: Known): string {
  if (column.brings === 'unknown') return '台账里没有这一项，不登记';
  if (column.brings === 'nothing') return '不登记';
  if (column.brings === 'unit') return '所属单位';
  return inWords(column, ledger, known) ?? fieldOf(column.field, ledger)?.name ?? column.heading;
}

/** By which other name a heading is known, where it is not the name of the field itself; blank where nothing is to be said. */
export function aliasOf({ brings, field, word }: ImportColumn, ledger: Ledger): string {
  const name = fieldOf(field, ledger)?.name;
  return brings === 'field' && word && name && plain(bare(word)) !== plain(bare(name)) ? word : '';
}

function fieldOf(id: string | null | undefined, ledger: Ledger): Field | undefined {
  return ledger.fields.find((field) => field.id === id);
}

/** Without the unit behind it: 面积（亩）. */
function bare(text: string): string {
  return text.replace(/[（(][^）)]*[）)]$/, '');
}

function plain(text: string): string {
  return text.replace(/[\s*:：★/]/g, '').toLowerCase();
}
