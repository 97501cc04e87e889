import { Popover } from './Popover';
import { chooseLook, useLook, type Look } from './look';

const LIGHTS: [Look['choice'], string][] = [
  ['system', '跟随系统'],
  ['light', '浅色'],
  ['dark', '深色'],
];

const TEXTS: [Look['text'], string][] = [
  ['normal', '标准'],
  ['large', '大字'],
];

/** By which light one reads, and how large: remembered on this device. */
export function LookMenu() {
  const look = useLook();
  return (
    <Popover name="外观" label="外观" className="top-look" act="look" toLeft>
      {() => (
        <>
          <Choice title="明暗" name="light" options={LIGHTS} value={look.choice} choose={(choice) => chooseLook({ choice })} />
          <Choice title="字号" name="text" options={TEXTS} value={look.text} choose={(text) => chooseLook({ text })} />
          <p className="hint">只在这台设备上生效，下次打开仍是这样。</p>
        </>
      )}
    </Popover>
  );
}

interface ChoiceProps<T extends string> {
  title: string;
  name: string;
  options: [T, string][];
  value: T;
  choose: (value: T) => void;
}

function Choice<T extends string>({ title, name, options, value, choose }: ChoiceProps<T>) {
  return (
    <fieldset className="look-choice">
      <legend>{title}</legend>
      {options.map(([one, word]) => (
        <label key={one}>
          <input type="radio" name={`look-${name}`} value={one} checked={value === one} onChange={() => choose(one)} />
          {word}
        </label>
      ))}
    </fieldset>
  );
}
