import type { Finding } from '../../api/types';
import type { LineFindings } from './villages';

interface Props {
  below: string;
  value: string;
  findings: LineFindings;
  general: Finding[];
  onChange: (list: string) => void;
}

const FEWEST = 6;

/** Villages, one a line, typed or pasted; what is wrong with a line stands beside that line. */
export function VillageList({ below, value, findings, general, onChange }: Props) {
  const lines = value.split('\n');
  return (
    <div className="form-row">
      <label htmlFor="s-villages">
        下辖的{below}
        <span className="form-required">一行一个，可以整列粘贴；代码写在名字后面，可不写</span>
      </label>
      <div className="lines">
        <textarea
          id="s-villages"
          className="plain-input lines-text"
          rows={Math.max(FEWEST, lines.length + 1)}
          wrap="off"
          spellCheck={false}
          value={value}
          aria-invalid={findings.size > 0 || general.length > 0}
          aria-describedby="s-villages-about"
          onChange={(event) => onChange(event.target.value)}
        />
        <ol className="lines-notes" id="s-villages-about">
          {[...findings].map(([line, found]) => (
            <li key={line} style={{ gridRow: line }}>
              <b>第 {line} 行</b>
              {found.map(({ message, hint }) => `${message}${hint ?? ''}`).join('')}
            </li>
          ))}
        </ol>
      </div>
      {general.map(({ message, hint }) => (
        <p key={message} className="form-wrong">
          {message}
          {hint}
        </p>
      ))}
    </div>
  );
}
