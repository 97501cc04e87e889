import { Input } from 'antd';

const USUAL = ['登记时写错了', '情况有了变化', '补充漏填的内容'];

/** Why: asked of everybody who changes what stands, with the usual answers one touch away. */
export function Reason({ value, onChange, wrong, usual = USUAL }: { value: string; onChange: (reason: string) => void; wrong: boolean; usual?: string[] }) {
  return (
    <div className="form-row" data-field="reason">
      <label htmlFor="f-reason">
        原因<span className="form-required">必填，会记入来历</span>
      </label>
      <Input
        id="f-reason"
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        status={wrong ? 'error' : ''}
        aria-invalid={wrong}
        aria-describedby="f-reason-about"
      />
      <div id="f-reason-about">
        {wrong ? <p className="form-wrong">请写明原因，以后查来历的人要看。</p> : null}
        <p className="form-help">
          {usual.map((words) => (
            <button key={words} type="button" className="button button-quiet" onClick={() => onChange(words)}>
              {words}
            </button>
          ))}
        </p>
      </div>
    </div>
  );
}
