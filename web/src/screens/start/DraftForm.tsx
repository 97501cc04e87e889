import { useEffect, useRef, useState } from 'react';
import type { Draft } from '../../api/start';
import type { Finding } from '../../api/types';
import { ColumnForm } from './ColumnForm';
import { ColumnRow } from './ColumnRow';
import { DraftFindings } from './DraftFindings';

interface Props {
  draft: Draft;
  put: (draft: Draft) => void;
  /** What was found wrong in the draft that was sent. */
  findings: Finding[];
}

interface DraftProps extends Props {
  /** What was seen in the sheet and is worth a look. */
  seen: Finding[];
}

const KINDS: { kind: Draft['kind']; name: string; about: string }[] = [
  { kind: 'register', name: '名册', about: '某天有多少，如一户一行、一块地一行' },
  { kind: 'log', name: '记录', about: '一段时间里发生多少，如一次一行、一笔一行' },
];

/** A new ledger as the sheet's columns suggest it. All of it can be corrected, none of it has to be. */
export function DraftForm({ draft, put, findings, seen }: DraftProps) {
  const [open, setOpen] = useState('');
  const of = (field: string) => findings.filter((finding) => finding.field === field);
  const name = of('name');
  return (
    <div className="draft">
      <div className="form-row">
        <label htmlFor="s-ledger-name">台账名称</label>
        <input
          id="s-ledger-name"
          className="plain-input"
          value={draft.name}
          aria-invalid={name.length > 0}
          aria-describedby="s-ledger-name-about"
          onChange={(event) => put({ ...draft, name: event.target.value })}
        />
        <div id="s-ledger-name-about">
          <Wrong findings={name} />
        </div>
      </div>
      <fieldset className="kinds">
        <legend>它是</legend>
        {KINDS.map(({ kind, name: word, about }) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={draft.kind === kind} onChange={() => put({ ...draft, kind })} />
            <b>{word}</b>
            <span>{about}</span>
          </label>
        ))}
        <Wrong findings={of('kind')} />
      </fieldset>
      <When draft={draft} put={put} findings={of('begins')} />
      <Wrong findings={[...of('date'), ...of('key'), ...of('title'), ...of('unit'), ...of('mandate')]} />
      <DraftFindings findings={seen} draft={draft} open={setOpen} />
      <Columns draft={draft} put={put} findings={findings} open={open} setOpen={setOpen} />
      <Understood draft={draft} />
    </div>
  );
}

/** Since when rows of a register hold, where no column says so; that a log needs a day. */
function When({ draft, put, findings }: Props) {
  if (draft.date) return null;
  if (draft.kind === 'log') {
    return <p className="form-wrong">记录要知道是哪天的事：请点开写日期的那一列，勾上“日期列”。表里没有日期，就选“名册”。</p>;
  }
  return (
    <div className="form-row">
      <label htmlFor="s-begins">
        表里的内容从哪天起算<span className="form-required">没有哪一列写着日期；这天以后的数里有它们</span>
      </label>
      <input id="s-begins" type="date" className="plain-input" value={draft.begins ?? ''} onChange={(event) => put({ ...draft, begins: event.target.value })} />
      <Wrong findings={findings} />
    </div>
  );
}

interface ColumnsProps extends Props {
  open: string;
  setOpen: (id: string) => void;
}

/** The columns as they stand in the sheet. One is open at a time; the first that is wrong opens by itself. */
function Columns({ draft, put, findings, open, setOpen }: ColumnsProps) {
  const list = useRef<HTMLUListElement>(null);
  const first = draft.fields.find(({ id }) => findings.some(({ field }) => field === id))?.id;
  useEffect(() => {
    if (first) setOpen(first);
  }, [first, setOpen]);
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('.column-form input:checked, .column-form input')?.focus();
  }, [open]);
  return (
    <div>
      <h2 className="group-title">
        表里的 {draft.fields.length} 列<small>认得不对的，点那一列改</small>
      </h2>
      <ul className="sheet columns" ref={list}>
        {draft.fields.map((field) => (
          <li key={field.id} data-column={field.column} data-field={field.id}>
            <ColumnRow
              draft={draft}
              field={field}
              findings={findings.filter((finding) => finding.field === field.id)}
              open={open === field.id}
              toggle={() => setOpen(open === field.id ? '' : field.id)}
            />
            {open === field.id ? <ColumnForm draft={draft} field={field} put={put} done={() => setOpen('')} /> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What follows from the columns, in sentences. */
function Understood({ draft }: { draft: Draft }) {
  const named = (ids: string[]) => ids.map((id) => draft.fields.find((field) => field.id === id)?.name ?? id).join('、');
  const date = draft.date ? named([draft.date]) : '';
  return (
    <ul className="understood">
      <li>{draft.unit_heading !== null ? `每行是哪个单位的，看“${draft.unit_heading}”列。` : '没有哪一列写着单位：一村一张表的按表名认，否则导入时选一个单位。'}</li>
      <li>{draft.key.length ? `两张表里“${named(draft.key)}”相同的，算同一条，再交表就更新它。` : '没有用来查重的列：每交一次表都算新的，同一张表请不要交两次。'}</li>
      {date ? <li>{draft.kind === 'log' ? `按“${date}”算进哪个时期。` : `从“${date}”那天起在册。`}</li> : null}
    </ul>
  );
}

/** What was found wrong, under what it is about. */
export function Wrong({ findings }: { findings: Finding[] }) {
  return (
    <>
      {findings.map(({ message, hint }, i) => (
        <p key={i} className="form-wrong">
          {message}
          {hint}
        </p>
      ))}
    </>
  );
}
