import type { Finding } from '../api/types';

interface Props {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What a browser may fill in. A password is not shown. */
  complete?: 'off' | 'username' | 'current-password' | 'new-password' | 'one-time-code';
  type?: 'text' | 'date';
  help?: string;
  wrong?: Pick<Finding, 'message' | 'hint'>[];
  maxLength?: number;
}

/** A line to write in, with what it is, what to heed, and what was found wrong with it. */
export function InputRow({ id, label, value, onChange, complete = 'off', type = 'text', help, wrong = [], maxLength }: Props) {
  return (
    <div className="form-row">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="plain-input"
        type={complete.endsWith('password') ? 'password' : type}
        value={value}
        autoComplete={complete}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={maxLength}
        aria-invalid={wrong.length > 0}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.target.value)}
      />
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
