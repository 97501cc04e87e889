import type { Field } from '../../../api/types';
import { UnitChooser } from '../../../shell/Choosers';
import { codesOf, endsOf, type Test } from './filter';
import { SPANS } from './spans';

interface Props {
  field: Field;
  test: Test;
  value: string;
  onChange: (value: string) => void;
  wrong: boolean;
}

/** What a field is compared with: words, numbers, days, boxes to tick, yes or no, a unit; nothing where only presence is asked. */
export function ConditionValue({ field, test, value, onChange, wrong }: Props) {
  if (test === 'has' || test === 'lacks') return null;
  if (test === 'among') return <Codes field={field} value={value} onChange={onChange} />;
  if (test === 'span') return <Spans field={field} value={value} onChange={onChange} />;
  if (test === 'within') return <Ends field={field} value={value} onChange={onChange} wrong={wrong} />;
  if (field.type === 'unit') return <UnitChooser name="单位" value={value} onChange={onChange} anyName="请选择" />;
  if (field.type === 'bool') {
    return (
      <fieldset className="condition-codes" aria-label={field.name}>
        {[['true', '是'], ['false', '否']].map(([one = '', word]) => (
          <label key={one}>
            <input type="radio" name={`is-${field.id}`} checked={value === one} onChange={() => onChange(one)} />
            {word}
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <span className="condition-typed">
      <input
        className="plain-input"
        aria-label="比较的值"
        type={field.type === 'date' ? 'date' : 'text'}
        inputMode={field.in ? 'decimal' : undefined}
        value={value}
        aria-invalid={wrong}
        onChange={(event) => onChange(event.target.value)}
      />
      {field.in}
    </span>
  );
}

type PartProps = Omit<Props, 'test' | 'wrong'>;

function Codes({ field, value, onChange }: PartProps) {
  const chosen = codesOf(value);
  const put = (code: string, on: boolean) => {
    const codes = (field.codes ?? []).map((known) => known.code);
    onChange(codes.filter((known) => (known === code ? on : chosen.includes(known))).join('|'));
  };
  return (
    <fieldset className="condition-codes" aria-label={field.name}>
      {(field.codes ?? []).map(({ code, name, ended }) => (
        <label key={code}>
          <input type="checkbox" checked={chosen.includes(code)} onChange={(event) => put(code, event.target.checked)} />
          {name}
          {ended ? <small className="hint">（已停用）</small> : null}
        </label>
      ))}
    </fieldset>
  );
}

function Spans({ field, value, onChange }: PartProps) {
  return (
    <fieldset className="condition-codes" aria-label={field.name}>
      {SPANS.map(({ span, name }) => (
        <label key={span}>
          <input type="radio" name={`span-${field.id}`} checked={value === span} onChange={() => onChange(span)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

function Ends({ field, value, onChange, wrong }: Omit<Props, 'test'>) {
  const [first, last] = endsOf(value);
  const type = field.type === 'date' ? 'date' : 'text';
  const mode = field.type === 'date' ? undefined : 'decimal';
  return (
    <span className="condition-typed">
      <input className="plain-input" aria-label="从" type={type} inputMode={mode} value={first} aria-invalid={wrong} placeholder={type === 'text' ? '不限' : undefined} onChange={(event) => onChange(`${event.target.value}..${last}`)} />
      至
      <input className="plain-input" aria-label="到" type={type} inputMode={mode} value={last} aria-invalid={wrong} placeholder={type === 'text' ? '不限' : undefined} onChange={(event) => onChange(`${first}..${event.target.value}`)} />
      {field.in}
    </span>
  );
}
