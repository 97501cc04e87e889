import type { Draft, DraftField } from '../../api/start';
import type { Finding } from '../../api/types';
import { Wrong } from './DraftForm';
import { USES, isPersonal, typeName } from './draft';

interface Props {
  draft: Draft;
  field: DraftField;
  findings: Finding[];
  open: boolean;
  toggle: () => void;
}

/** One column of the sheet on a line: its heading, what stands in it, what it was taken for. */
export function ColumnRow({ draft, field, findings, open, toggle }: Props) {
  return (
    <>
      <button type="button" className={field.use === 'none' ? 'column column-unread' : 'column'} aria-expanded={open} onClick={toggle}>
        <b>
          {field.heading || `第 ${field.column} 列`}
          {field.use === 'field' && field.name !== field.heading ? <small>记作 {field.name}</small> : null}
        </b>
        <span className="column-samples">{field.samples.slice(0, 2).join('，') || (isPersonal(field.privacy) ? '（个人信息，不显示）' : '（空）')}</span>
        <span>{takenFor(field)}</span>
        <span className="column-marks">
          {marks(draft, field).map((mark) => (
            <i key={mark}>{mark}</i>
          ))}
        </span>
        <span className="column-act" aria-hidden="true">
          {open ? '收起' : '改'}
        </span>
      </button>
      <Wrong findings={findings} />
    </>
  );
}

function takenFor(field: DraftField): string {
  if (field.use !== 'field') return USES.find(({ use }) => use === field.use)?.name ?? '';
  const words = typeName(field.type);
  if (field.measure) return `${words} · ${field.measure}`;
  return field.type === 'choice' ? `${words} · ${field.codes.length} 样` : words;
}

function marks(draft: Draft, field: DraftField): string[] {
  if (field.use !== 'field') return [];
  return [
    draft.key.includes(field.id) ? '用来查重' : '',
    draft.date === field.id ? '日期列' : '',
    field.required ? '必填' : '',
    isPersonal(field.privacy) ? '个人信息' : '',
  ].filter(Boolean);
}
