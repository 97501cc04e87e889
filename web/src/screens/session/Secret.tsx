import type { Finding } from '../../api/types';

interface Props {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  complete: 'username' | 'current-password' | 'new-password';
  wrong?: Finding[];
}

/** A line of the way in: the login, or a password that is not shown. */
export function Secret({ id, label, value, onChange, complete, wrong = [] }: Props) {
  return (
    <div className="form-row">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="plain-input"
        type={complete === 'username' ? 'text' : 'password'}
        value={value}
        autoComplete={complete}
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={wrong.length > 0}
        aria-describedby={`${id}-about`}
        onChange={(event) => onChange(event.target.value)}
      />
      <div id={`${id}-about`}>
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
