import { useState } from 'react';
import type { Field, Ledger } from '../../api/types';
import { UnitChooser } from '../../shell/Choosers';
import { filterable, readValue, testWord, testsOf, words, type Condition, type Test } from './filter';

interface Props {
  ledger: Ledger;
  unit: string;
  setUnit: (unit: string) => void;
  conditions: Condition[];
  setConditions: (conditions: Condition[]) => void;
}

/** Which records are listed: of which unit, under which conditions. */
export function Filters({ ledger, unit, setUnit, conditions, setConditions }: Props) {
  const fields = filterable(ledger);
  const [adding, setAdding] = useState(false);
  return (
    <div className="filters">
      <UnitChooser value={unit} onChange={setUnit} anyName="全部单位" />
      <div className="conditions">
        {conditions.map((condition, i) => (
          <button
            key={i}
            type="button"
            aria-label={`去掉条件：${words(condition, fields)}`}
            onClick={() => setConditions(conditions.filter((_, j) => j !== i))}
          >
            {words(condition, fields)} ×
          </button>
        ))}
      </div>
      {adding ? (
        <NewCondition
          fields={fields}
          cancel={() => setAdding(false)}
          add={(condition) => {
            setAdding(false);
            setConditions([...conditions, condition]);
          }}
        />
      ) : (
        <button type="button" className="button" onClick={() => setAdding(true)}>
          加条件
        </button>
      )}
    </div>
  );
}

function NewCondition({ fields, add, cancel }: { fields: Field[]; add: (condition: Condition) => void; cancel: () => void }) {
  const [id, setId] = useState(fields[0]?.id ?? '');
  const field = fields.find((known) => known.id === id) ?? fields[0];
  const [test, setTest] = useState<Test>();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  if (!field) return null;
  const tests = testsOf(field);
  const chosen = test && tests.includes(test) ? test : (tests[0] ?? 'has');
  const needs = chosen !== 'has' && chosen !== 'lacks';
  const choices = field.type === 'bool' ? [{ code: 'true', name: '是' }, { code: 'false', name: '否' }] : field.codes;
  const value = choices && needs && !choices.some(({ code }) => code === typed) ? (choices[0]?.code ?? '') : typed;
  return (
    <form
      className="condition-new"
      onSubmit={(event) => {
        event.preventDefault();
        const read = needs ? readValue(field, value.trim()) : '';
        if (read === undefined) setWrong(true);
        else add({ field: field.id, test: chosen, value: read });
      }}
    >
      <select aria-label="按哪一项" value={field.id} onChange={(event) => setId(event.target.value)}>
        {fields.map((known) => (
          <option key={known.id} value={known.id}>
            {known.name}
          </option>
        ))}
      </select>
      <select aria-label="怎样比较" value={chosen} onChange={(event) => setTest(event.target.value as Test)}>
        {tests.map((one) => (
          <option key={one} value={one}>
            {testWord(field, one)}
          </option>
        ))}
      </select>
      {needs && choices ? (
        <select aria-label="比较的值" value={value} onChange={(event) => setTyped(event.target.value)}>
          {choices.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
      {needs && !choices ? (
        <input
          className="plain-input"
          aria-label="比较的值"
          autoFocus
          type={field.type === 'date' ? 'date' : 'text'}
          placeholder={field.in ?? ''}
          value={typed}
          aria-invalid={wrong}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(false);
          }}
        />
      ) : null}
      <button type="submit" className="button button-first">
        加上
      </button>
      <button type="button" className="button" onClick={cancel}>
        取消
      </button>
      {wrong ? <span className="form-wrong">请填写{field.in ? '数字' : '内容'}。</span> : null}
    </form>
  );
}
