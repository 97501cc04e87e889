import type { Draft, DraftField, Privacy, Use } from '../../api/start';
import type { Finding } from '../../api/types';

/** The types a column may have, as a clerk says them. */
export const TYPES: { type: string; name: string }[] = [
  { type: 'text', name: '文字' },
  { type: 'long_text', name: '长文字' },
  { type: 'integer', name: '整数' },
  { type: 'decimal', name: '小数' },
  { type: 'money', name: '金额' },
  { type: 'date', name: '日期' },
  { type: 'time', name: '日期和时间' },
  { type: 'bool', name: '是或否' },
  { type: 'choice', name: '几样里选一样' },
  { type: 'person', name: '人（姓名）' },
  { type: 'id_number', name: '身份证号码' },
  { type: 'phone', name: '电话' },
  { type: 'credit_code', name: '统一信用代码' },
];

/** What a column is for. */
export const USES: { use: Use; name: string; about: string }[] = [
  { use: 'field', name: '登记', about: '台账里的一栏' },
  { use: 'unit', name: '单位', about: '这一行是哪个单位的' },
  { use: 'number_of', name: '身份证号码', about: '随姓名登记，认人用' },
  { use: 'none', name: '不要', about: '序号一类，不登记' },
];

/** Units that numbers are usually written in. */
export const MEASURES = ['亩', '公顷', '平方米', '公里', '米', '吨', '公斤', '元', '万元', '户', '人', '个', '头', '只', '处', '件', '次'];

const NUMBERS = ['integer', 'decimal', 'money'];
const DATES = ['date', 'time'];
/** Types that are about a person wherever they stand. */
const PERSONAL = ['person', 'id_number', 'phone'];

export const isNumber = (type: string) => NUMBERS.includes(type);
export const isDate = (type: string) => DATES.includes(type);
export const isPersonal = (privacy: Privacy) => privacy === 'personal' || privacy === 'sensitive';

export const typeName = (type: string) => TYPES.find((known) => known.type === type)?.name ?? type;

/** A column with something corrected. */
export function change(draft: Draft, id: string, edit: Partial<DraftField>): Draft {
  return { ...draft, fields: draft.fields.map((field) => (field.id === id ? { ...field, ...edit } : field)) };
}

/** What a column is for. Only one can name the unit; what is no field tells no records apart and dates none. */
export function useAs(draft: Draft, id: string, use: Use): Draft {
  const field = draft.fields.find((known) => known.id === id);
  if (!field || field.use === use) return draft;
  const given = change(draft, id, { use });
  if (use === 'unit') {
    const others = given.fields.map((other) => (other.id !== id && other.use === 'unit' ? { ...other, use: 'field' as const } : other));
    return without({ ...given, fields: others, unit_heading: field.heading }, id);
  }
  const unit_heading = field.use === 'unit' ? null : draft.unit_heading;
  return use === 'field' ? { ...given, unit_heading } : without({ ...given, unit_heading }, id);
}

/** The type of a column, with what goes with it: words to choose from, no unit where nothing is counted, who may read. */
export function setType(draft: Draft, id: string, type: string): Draft {
  const field = draft.fields.find((known) => known.id === id);
  if (!field) return draft;
  const given = change(draft, id, {
    type,
    measure: isNumber(type) ? (field.measure ?? (type === 'money' ? '元' : null)) : null,
    scale: type === 'decimal' ? (field.scale ?? 2) : null,
    codes: type === 'choice' && !field.codes.length ? [...new Set(field.samples)] : field.codes,
    privacy: PERSONAL.includes(type) && !isPersonal(field.privacy) ? 'personal' : field.privacy,
  });
  return draft.date === id && !isDate(type) ? { ...given, date: null } : given;
}

/** Whether a column is among those that tell records apart (`key`), or by which a record is called (`title`). */
export function toggle(draft: Draft, list: 'key' | 'title', id: string, on: boolean): Draft {
  const others = draft[list].filter((known) => known !== id);
  // In the order of the sheet, whatever was clicked first.
  const order = new Map(draft.fields.map((field, i) => [field.id, i]));
  const next = on ? [...others, id].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)) : others;
  return { ...draft, [list]: next };
}

/** The column that dates a record; it is a date then. */
export function setDate(draft: Draft, id: string, on: boolean): Draft {
  if (!on) return draft.date === id ? { ...draft, date: null } : draft;
  const type = draft.fields.find((field) => field.id === id)?.type ?? '';
  return { ...(isDate(type) ? draft : setType(draft, id, 'date')), date: id };
}

/** What may stay in the browser: no samples of what is about persons. */
export function withoutPersons(draft: Draft): Draft {
  return { ...draft, fields: draft.fields.map((field) => (isPersonal(field.privacy) ? { ...field, samples: [] } : field)) };
}

/** The same sheet handed in again: what was corrected stays, samples come from the sheet. */
export function again(corrected: Draft, fresh: Draft): Draft | undefined {
  const sheet = (draft: Draft) => draft.fields.map(({ column, heading }) => `${column}:${heading}`).join('\n');
  if (sheet(corrected) !== sheet(fresh)) return undefined;
  const samples = new Map(fresh.fields.map((field) => [field.column, field.samples]));
  return { ...corrected, fields: corrected.fields.map((field) => ({ ...field, samples: samples.get(field.column) ?? [] })) };
}

/** What was found in the draft that was sent, less what has been corrected since. */
export function standing(findings: Finding[], sent: Draft | undefined, now: Draft): Finding[] {
  if (!sent) return findings;
  const part = (draft: Draft, name: string | null | undefined) => {
    const parts: Record<string, unknown> = { ...draft };
    return JSON.stringify(draft.fields.find(({ id }) => id === name) ?? parts[name ?? ''] ?? draft);
  };
  return findings.filter(({ field }) => part(sent, field) === part(now, field));
}

function without(draft: Draft, id: string): Draft {
  return {
    ...draft,
    date: draft.date === id ? null : draft.date,
    key: draft.key.filter((known) => known !== id),
    title: draft.title.filter((known) => known !== id),
  };
}
