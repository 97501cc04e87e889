import type { Field } from '../api/types';
import { AttachmentEdit } from './attachment/edit';
import { BoolEdit } from './bool/edit';
import { ChoiceEdit } from './choice/edit';
import { ChoicesEdit } from './choices/edit';
import { DateEdit } from './date/edit';
import { DatedEdit } from './dated/edit';
import { GeometryEdit } from './geometry/edit';
import { IdentifierEdit } from './identifier/edit';
import { LongTextEdit } from './long_text/edit';
import { NumberEdit } from './number/edit';
import { ReferenceEdit } from './reference/edit';
import { TableEdit } from './table/edit';
import { TextEdit } from './text/edit';
import { TimeEdit } from './time/edit';
import type { Edit } from './types';
import { UnitEdit } from './unit/edit';

/** The editor of every field type. Loaded with the first form, not before. */
const EDITORS: Record<string, Edit> = {
  text: TextEdit,
  long_text: LongTextEdit,
  integer: NumberEdit,
  decimal: NumberEdit,
  money: NumberEdit,
  choice: ChoiceEdit,
  choices: ChoicesEdit,
  bool: BoolEdit,
  date: DateEdit,
  time: TimeEdit,
  person: ReferenceEdit,
  reference: ReferenceEdit,
  unit: UnitEdit,
  phone: IdentifierEdit,
  id_number: IdentifierEdit,
  credit_code: IdentifierEdit,
  file: AttachmentEdit,
  photo: AttachmentEdit,
  point: GeometryEdit,
  line: GeometryEdit,
  polygon: GeometryEdit,
  table: TableEdit,
};

/** Edits a field: its dated values where it keeps them, otherwise its one value. */
export function editOf(field: Field): Edit {
  return field.dated ? DatedEdit : plainEditOf(field);
}

/** Edits one value. */
export function plainEditOf(field: Field): Edit {
  return EDITORS[field.type] ?? TextEdit;
}
