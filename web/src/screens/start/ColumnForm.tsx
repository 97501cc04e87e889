import type { ReactNode } from 'react';
import type { Draft, DraftField } from '../../api/start';
import { MEASURES, TYPES, USES, change, isDate, isNumber, isPersonal, setDate, setType, toggle, useAs } from './draft';

interface Props {
  draft: Draft;
  field: DraftField;
  put: (draft: Draft) => void;
  done: () => void;
}

/** A column opened: everything about it that can be corrected. */
export function ColumnForm({ draft, field, put, done }: Props) {
  const { id } = field;
  const edit = (next: Partial<DraftField>) => put(change(draft, id, next));
  return (
    <div
      className="column-form"
      onKeyDown={(event) => {
        if (event.key === 'Escape') done();
      }}
    >
      {field.because ? <p className="hint">这样认是因为：{field.because}</p> : null}
      <fieldset className="choice-row">
        <legend>这一列</legend>
        {USES.map(({ use, name, about }) => (
          <label key={use} title={about}>
            <input type="radio" name={`use-${id}`} checked={field.use === use} onChange={() => put(useAs(draft, id, use))} />
            {name}
            <small>{about}</small>
          </label>
        ))}
      </fieldset>
      {field.use === 'field' ? (
        <>
          <div className="start-pair">
            <Labelled name="在台账里叫">
              <input className="plain-input" data-edit="name" value={field.name} onChange={(event) => edit({ name: event.target.value })} />
            </Labelled>
            <Labelled name="填的是">
              <select data-edit="type" value={field.type} onChange={(event) => put(setType(draft, id, event.target.value))}>
                {TYPES.map(({ type, name }) => (
                  <option key={type} value={type}>
                    {name}
                  </option>
                ))}
              </select>
            </Labelled>
          </div>
          {isNumber(field.type) ? <Measure field={field} edit={edit} /> : null}
          {field.type === 'choice' ? <Codes field={field} edit={edit} /> : null}
          <Ticks draft={draft} field={field} put={put} />
        </>
      ) : null}
      <div>
        <button type="button" className="button" onClick={done}>
          改好了
        </button>
      </div>
    </div>
  );
}

interface EditProps {
  field: DraftField;
  edit: (next: Partial<DraftField>) => void;
}

function Measure({ field, edit }: EditProps) {
  return (
    <div className="start-pair">
      <Labelled name="计量单位">
        <input className="plain-input" data-edit="measure" list="s-measures" value={field.measure ?? ''} onChange={(event) => edit({ measure: event.target.value.trim() || null })} />
        <datalist id="s-measures">
          {MEASURES.map((measure) => (
            <option key={measure} value={measure} />
          ))}
        </datalist>
      </Labelled>
      {field.type === 'decimal' ? (
        <Labelled name="小数位数">
          <select data-edit="scale" value={field.scale ?? 2} onChange={(event) => edit({ scale: Number(event.target.value) })}>
            {[1, 2, 3, 4].map((scale) => (
              <option key={scale} value={scale}>
                {scale} 位
              </option>
            ))}
          </select>
        </Labelled>
      ) : null}
    </div>
  );
}

function Codes({ field, edit }: EditProps) {
  return (
    <Labelled name="可以选的，一行一样">
      <textarea
        className="plain-input lines-text"
        data-edit="codes"
        rows={Math.max(3, field.codes.length + 1)}
        value={field.codes.join('\n')}
        onChange={(event) => edit({ codes: event.target.value.split('\n') })}
        onBlur={() => edit({ codes: field.codes.map((code) => code.trim()).filter(Boolean) })}
      />
    </Labelled>
  );
}

function Ticks({ draft, field, put }: Omit<Props, 'done'>) {
  const { id } = field;
  return (
    <fieldset className="choice-row">
      <legend className="skip-legend">这一列的用处</legend>
      <Tick name="必填" about="空着就不能登记" on={field.required} set={(on) => put(change(draft, id, { required: on }))} />
      <Tick name="用来查重" about="编号、户主这类；这几列都相同的，算同一条" on={draft.key.includes(id)} set={(on) => put(toggle(draft, 'key', id, on))} />
      {isDate(field.type) || draft.date === id ? (
        <Tick name="日期列" about={draft.kind === 'log' ? '凭它算进哪个月、哪一年' : '从这天起在册'} on={draft.date === id} set={(on) => put(setDate(draft, id, on))} />
      ) : null}
      <Tick name="拿它称呼" about="在清单里用它叫这一条" on={draft.title.includes(id)} set={(on) => put(toggle(draft, 'title', id, on))} />
      <Tick name="个人信息" about="平时遮住" on={isPersonal(field.privacy)} set={(on) => put(change(draft, id, { privacy: on ? 'personal' : 'internal' }))} />
    </fieldset>
  );
}

function Tick({ name, about, on, set }: { name: string; about: string; on: boolean; set: (on: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" checked={on} onChange={(event) => set(event.target.checked)} />
      {name}
      <small>{about}</small>
    </label>
  );
}

function Labelled({ name, children }: { name: string; children: ReactNode }) {
  return (
    <label className="labelled">
      <span>{name}</span>
      {children}
    </label>
  );
}
