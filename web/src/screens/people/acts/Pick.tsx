import { useState } from 'react';
import type { Finding } from '../../../api/types';

export interface Choice {
  value: string;
  name: string;
}

interface Props {
  id: string;
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
  /** The word while nothing is chosen. */
  none: string;
  help?: string;
  wrong?: Finding[];
}

/** More than one sees at once is sought in. */
const MANY = 12;

/** One of a list; a long one is narrowed by typing a part of the name. */
export function Pick({ id, label, choices, value, onChange, none, help, wrong = [] }: Props) {
  const [words, setWords] = useState('');
  const many = choices.length > MANY;
  const shown = choices.filter((choice) => choice.value === value || choice.name.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <div className="form-row people-pick">
      <label htmlFor={id}>{label}</label>
      <div className="people-pick-line">
        {many ? <input className="plain-input" type="search" placeholder="找" aria-label={`在${label}里找`} value={words} onChange={(event) => setWords(event.target.value)} /> : null}
        <select id={id} value={value} aria-invalid={wrong.length > 0} aria-describedby={`${id}-about`} onChange={(event) => onChange(event.target.value)}>
          <option value="">{shown.length || !many ? none : '没有找到'}</option>
          {shown.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.name}
            </option>
          ))}
        </select>
      </div>
      <div id={`${id}-about`}>
        {help ? <p className="form-help">{help}</p> : null}
        {wrong.map(({ message, hint }) => (
          <p key={message} className="form-wrong">
            {message}
            {hint}
          </p>
        ))}
      </div>
    </div>
  );
}
