import { useState } from 'react';
import type { Field } from '../../../api/types';
import { ConditionValue } from './ConditionValue';
import { endsOf, readValue, testWord, testsOf, typedOf, type Condition, type Test } from './filter';

interface Props {
  fields: Field[];
  /** The condition that is changed; without it a new one is made. */
  initial?: Condition;
  apply: (condition: Condition) => void;
  cancel: () => void;
}

/** One condition: which field, how it is tested, against what; the control fits the type of the field. */
export function ConditionForm({ fields, initial, apply, cancel }: Props) {
  const [id, setId] = useState(initial?.field ?? fields[0]?.id ?? '');
  const field = fields.find((known) => known.id === id) ?? fields[0];
  const [test, setTest] = useState<Test | undefined>(initial?.test);
  const [value, setValue] = useState(() => (field && initial ? written(field, initial) : ''));
  const [wrong, setWrong] = useState(false);
  if (!field) return <p className="hint">这个台账没有可以筛选的内容。</p>;
  const tests = testsOf(field);
  const chosen = test && (tests.includes(test) || (initial?.test === test && initial.field === field.id)) ? test : (tests[0] ?? 'has');
  const offered = tests.includes(chosen) ? tests : [chosen, ...tests];
  const change = (next: () => void) => {
    next();
    setWrong(false);
  };
  return (
    <form
      className="condition-form"
      aria-label={initial ? '改条件' : '加条件'}
      onSubmit={(event) => {
        event.preventDefault();
        const read = stored(field, chosen, value);
        if (read === undefined) setWrong(true);
        else apply({ field: field.id, test: chosen, value: read });
      }}
    >
      <select
        aria-label="按哪一项"
        data-first
        value={field.id}
        onChange={(event) =>
          change(() => {
            setId(event.target.value);
            setTest(undefined);
            setValue('');
          })
        }
      >
        {fields.map((known) => (
          <option key={known.id} value={known.id}>
            {known.name}
          </option>
        ))}
      </select>
      <select
        aria-label="怎样比较"
        value={chosen}
        onChange={(event) =>
          change(() => {
            setTest(event.target.value as Test);
            setValue('');
          })
        }
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {testWord(field, one)}
          </option>
        ))}
      </select>
      <ConditionValue field={field} test={chosen} value={value} onChange={(next) => change(() => setValue(next))} wrong={wrong} />
      {wrong ? (
        <p className="form-wrong" role="alert">
          {chosen === 'among' ? '请至少勾选一个。' : field.in ? '请填写数字。' : '请填写要比较的内容。'}
        </p>
      ) : null}
      <p className="condition-acts">
        <button type="submit" className="button button-first">
          {initial ? '改好了' : '加上'}
        </button>
        <button type="button" className="button" onClick={cancel}>
          取消
        </button>
      </p>
    </form>
  );
}

/** What was typed, as a condition holds it; undefined where something is missing or no number. */
function stored(field: Field, test: Test, value: string): string | undefined {
  if (test === 'has' || test === 'lacks') return '';
  if (test !== 'within') return readValue(field, value.trim());
  const ends = endsOf(value).map((end) => (end.trim() ? readValue(field, end.trim()) : ''));
  return ends.includes(undefined) || ends.every((end) => end === '') ? undefined : ends.join('..');
}

function written(field: Field, { test, value }: Condition): string {
  if (test === 'within') return endsOf(value).map((end) => typedOf(field, end)).join('..');
  return test === 'among' || test === 'span' ? value : typedOf(field, value);
}
