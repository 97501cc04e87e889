import { useRef, useState } from 'react';
import type { Field } from '../../../api/types';

interface Props {
  value: string;
  /** The conditions that stand already, as an expression. */
  conditions: string;
  fields: Field[];
  apply: (expression: string) => void;
}

const EXAMPLE: Record<string, string> = {
  text: "含某字：ID.contains('文字')",
  date: "某天以后：ID >= date('2026-01-01')",
  integer: '大于：ID > 100',
  decimal: '大于：ID > 100',
  money: '大于（按元）：ID > 10000',
  bool: '是：ID == true',
  choices: "含某项：'代码' in ID",
  choice: "是某项：ID == '代码'",
};

/** An expression of the house's language, for what the conditions do not offer: either-or, one field against another. */
export function AdvancedForm({ value, conditions, fields, apply }: Props) {
  const [typed, setTyped] = useState(value);
  const box = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string) => {
    const at = box.current?.selectionEnd ?? typed.length;
    setTyped(typed.slice(0, at) + text + typed.slice(at));
    box.current?.focus();
  };
  return (
    <form
      className="condition-form advanced-form"
      aria-label="高级筛选"
      onSubmit={(event) => {
        event.preventDefault();
        apply(typed.trim());
      }}
    >
      <label htmlFor="list-where">表达式（与上面的条件同时满足）</label>
      <textarea id="list-where" ref={box} data-first className="plain-input" rows={3} spellCheck={false} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <p className="condition-acts">
        <button type="submit" className="button button-first">
          筛选
        </button>
        <button type="button" className="button" disabled={!value && !typed} onClick={() => apply('')}>
          清空
        </button>
        {conditions ? (
          <button type="button" className="button button-quiet" onClick={() => insert(typed.trim() ? ` && ${conditions}` : conditions)}>
            放进现有条件的写法
          </button>
        ) : null}
      </p>
      <details>
        <summary>怎么写</summary>
        <p className="hint">{'“并且”写 &&，“或者”写 ||，“不是”写 !，“填了”写 has(名字)，今天写 today。文字和代码放在单引号里。点一下名字，就放进上面的框里。'}</p>
        <ul className="name-list">
          {fields.map((field) => (
            <li key={field.id}>
              <button type="button" className="button button-quiet" onClick={() => insert(field.id)}>
                {field.id}
              </button>
              <span>
                {field.name}
                <small className="hint">
                  {(EXAMPLE[field.type] ?? '').replace('ID', field.id).replace('代码', field.codes?.[0]?.code ?? '代码')}
                </small>
              </span>
            </li>
          ))}
        </ul>
      </details>
    </form>
  );
}
