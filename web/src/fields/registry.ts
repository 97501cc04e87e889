import { BoolShow } from './bool/show';
import { LongTextCell } from './long_text/cell';
import { LongTextShow } from './long_text/show';
import { NumberCell } from './number/cell';
import { TableShow } from './table/show';
import { TextShow } from './text/show';
import { IdentifierShow } from './identifier/show';
import { AttachmentCell } from './attachment/cell';
import { AttachmentShow } from './attachment/show';
import { DatedShow } from './dated/show';
import { GeometryShow } from './geometry/show';
import type { Field } from '../api/types';
import type { Show } from './types';

/** Which folder a type's components live in; a type that is not here is shown as text. Editors: `editors.ts`. */
const SHOWS: Record<string, Show> = {
  long_text: LongTextShow,
  bool: BoolShow,
  phone: IdentifierShow,
  id_number: IdentifierShow,
  credit_code: IdentifierShow,
  file: AttachmentShow,
  photo: AttachmentShow,
  point: GeometryShow,
  line: GeometryShow,
  polygon: GeometryShow,
  table: TableShow,
};

const CELLS: Record<string, Show> = {
  long_text: LongTextCell,
  integer: NumberCell,
  decimal: NumberCell,
  money: NumberCell,
  file: AttachmentCell,
  photo: AttachmentCell,
};

/** Shows a value on a record's page. */
export function showOf(field: Field): Show {
  return field.dated ? DatedShow : (SHOWS[field.type] ?? TextShow);
}

/** Shows a value in a row of a list. */
export function cellOf(field: Field): Show {
  return CELLS[field.type] ?? TextShow;
}

export { isNumber } from './number/measure';
