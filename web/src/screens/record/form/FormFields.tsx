import { demanded, visible, type Wrongs } from '../../../fields/checks';
import { editOf } from '../../../fields/editors';
import { rowsOf } from '../../../fields/table/rows';
import type { Field, Json, Ledger, LedgerRecord } from '../../../api/types';
import type { Fill, Offer } from './fills';
import type { Draft } from './useDraft';

interface Props {
  ledger: Ledger;
  draft: Draft;
  today: string;
  wrongs: Wrongs;
  /** The record under correction; what it said is shown beside what is changed. */
  record?: LedgerRecord;
  /** Whether what was left empty is to be said too. */
  all: boolean;
  /** What a new record takes over from what it is about, and a correction took over at a click. */
  fills?: Record<string, Fill>;
  /** What a correction may take over. */
  offers?: Record<string, Offer>;
  take?: (field: string, offer: Offer) => void;
  chosen?: (field: string, record: LedgerRecord | undefined) => void;
}

/**
 * A row for every field that is asked for. What is wrong is said under it as soon as it is written; of a record that
 * stands, all that is wrong, for a change in one field may put another in the wrong.
 */
export function FormFields({ ledger, draft, today, wrongs, record, all, fills = {}, offers = {}, take, chosen }: Props) {
  return ledger.fields
    .filter((field) => visible(field, draft.values, today) || isLeft(field, draft, record))
    .map((field) => (
      <FieldRow
        key={field.id}
        field={field}
        left={!visible(field, draft.values, today)}
        draft={draft}
        required={demanded(field, draft.values, today)}
        numbers={field.numbered === true && !record}
        wrong={all || record || field.id in draft.changed ? (wrongs[field.id] ?? []) : []}
        masked={record?.masked.includes(field.id) ?? false}
        text={record?.shown[field.id]}
        textOf={record && !field.dated ? (record.fields[field.id] ?? null) : undefined}
        fill={fills[field.id]}
        offer={offers[field.id]}
        take={take}
        touched={record !== undefined || field.id in draft.changed}
        chosen={chosen}
        day={today}
        today={field.id === ledger.date && field.type === 'date' ? today : undefined}
        was={field.id in draft.changed && record ? stood(field, record) : undefined}
      />
    ));
}

/** What was written before another field made it unasked is neither kept unseen nor thrown away: the row stays until it is cleared. */
function isLeft(field: Field, draft: Draft, record: LedgerRecord | undefined): boolean {
  const value = draft.values[field.id];
  const said = field.id in draft.changed || record !== undefined;
  return field.show_if != null && said && value !== undefined && value !== null && value !== '';
}

/** What stood there, in words; of a table how many rows, for they stand above. */
function stood(field: Field, { fields, shown }: LedgerRecord): string | undefined {
  return field.type === 'table' ? `${rowsOf(fields[field.id]).length} 行` : shown[field.id];
}

interface RowProps {
  field: Field;
  /** Whether it is not asked any more, but says something. */
  left: boolean;
  draft: Draft;
  required: boolean;
  /** Whether the house numbers it where it is left empty. */
  numbers: boolean;
  wrong: string[];
  masked: boolean;
  text: string | undefined;
  textOf: Json | undefined;
  was: string | undefined;
  fill: Fill | undefined;
  offer: Offer | undefined;
  take: Props['take'];
  touched: boolean;
  chosen: Props['chosen'];
  day: string;
  /** Of the day that places the record: what is mostly written there. */
  today: string | undefined;
}

function FieldRow({ field, left, draft, required, numbers, wrong, masked, text, textOf, was, fill, offer, take, touched, chosen, day, today }: RowProps) {
  const Edit = editOf(field);
  const id = `f-${field.id}`;
  const about = `${id}-about`;
  return (
    <div className="form-row" data-field={field.id} data-type={field.type}>
      <label htmlFor={id}>
        {field.name}
        {required ? <span className="form-required">必填</span> : null}
      </label>
      <Edit
        key={JSON.stringify(fill?.value)}
        field={field}
        id={id}
        describedBy={about}
        placeholder={numbers ? '留空自动编号' : undefined}
        wrong={wrong.length > 0}
        text={fill?.text ?? text}
        textOf={fill ? fill.value : textOf}
        today={day}
        onChosen={chosen ? (record) => chosen(field.id, record) : undefined}
        value={draft.values[field.id]}
        onChange={(value) => draft.set(field.id, value)}
      />
      {today && !draft.values[field.id] ? (
        <button type="button" className="button button-quiet form-today" data-act="today" aria-label={`${field.name}是今天`} onClick={() => draft.set(field.id, today)}>
          今天
        </button>
      ) : null}
      <div id={about}>
        {wrong.map((words) => (
          <p key={words} className="form-wrong">
            {words}
          </p>
        ))}
        {left ? (
          <p className="form-help" data-part="not-asked">
            按其他内容，这一项不用填。
            <button type="button" className="button-text" aria-label={`清空${field.name}`} data-act="clear-field" onClick={() => draft.set(field.id, null)}>
              清空
            </button>
          </p>
        ) : null}
        {was ? <p className="form-changed">原来是 {was}</p> : null}
        {fill && !touched ? <FillNote fill={fill} /> : null}
        {offer && take ? (
          <p className="form-help" data-part="offered">
            “{offer.by}”的名册里是 {offer.text}，
            <button type="button" className="button-text" aria-label={`${field.name}采用名册里的${offer.text}`} data-act="take-over" onClick={() => take(field.id, offer)}>
              采用
            </button>
          </p>
        ) : null}
        {masked ? <p className="form-help">内容已遮盖；不改请留空，保存后原样保留。</p> : null}
        {field.help && !wrong.length ? <p className="form-help">{field.help}</p> : null}
      </div>
    </div>
  );
}

/** Quietly: where it comes from, and that it may be otherwise. */
function FillNote({ fill: { by, value } }: { fill: Fill }) {
  if (value === undefined) return <p className="form-help">“{by}”那里有，但内容已遮盖，没有带出；要写请自己填。</p>;
  return (
    <p className="form-help" data-part="filled">
      从“{by}”的名册带出，可以改。
    </p>
  );
}
