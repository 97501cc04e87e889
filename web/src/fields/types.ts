import type { ComponentType } from 'react';
import type { Field, Json, LedgerRecord, Look } from '../api/types';

/** What a component that shows a value receives: the value as data, and as the server writes it for people. */
export interface ShowProps {
  field: Field;
  value: Json | undefined;
  text: string | undefined;
  /** The record it is a value of. */
  record?: LedgerRecord | undefined;
  /** What that record was opened for, where it was. */
  look?: Look | undefined;
}

/** What a component that edits a value receives. `null` empties the field. */
export interface EditProps {
  field: Field;
  value: Json | undefined;
  onChange: (value: Json) => void;
  /** Of a reference: the record that was chosen, as far as the list showed it. */
  onChosen?: ((record: LedgerRecord | undefined) => void) | undefined;
  /** For the label. */
  id: string;
  /** What stands in it while it is empty. */
  placeholder?: string | undefined;
  /** The element that says what is wrong or what to write. */
  describedBy: string;
  wrong: boolean;
  /** What stands now, as the server writes it; of a reference, the title of what it leads to. */
  text?: string | undefined;
  /** The value that `text` tells, where it may be another than the field began with; null where nobody may see it. */
  textOf?: Json | undefined;
  /** Of a table: the day its rows are judged on. */
  today?: string | undefined;
}

export type Show = ComponentType<ShowProps>;
export type Edit = ComponentType<EditProps>;
