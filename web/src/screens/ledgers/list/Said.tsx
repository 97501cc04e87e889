import { Popover } from '../../../shell/Popover';
import { narrowed, type Asked } from './asked';
import { ConditionForm } from './ConditionForm';
import { words, type Reading } from './filter';

interface Props {
  asked: Asked;
  reading: Reading;
  total: number | undefined;
  ask: (next: Partial<Asked>) => void;
}

const NOTHING = { unit: '', word: '', conditions: [], expression: '' };

/** What the list shows, as a sentence made of the conditions themselves: each can be changed, and taken away. */
export function Said({ asked, reading, total, ask }: Props) {
  const { conditions } = asked;
  const replace = (i: number, ...next: typeof conditions) => ask({ conditions: [...conditions.slice(0, i), ...next, ...conditions.slice(i + 1)] });
  return (
    <div className="said" data-part="said">
      <span>
        {narrowed(asked) ? '正在看：' : '全部记录'}
        {asked.unit ? null : narrowed(asked) ? '全部单位' : null}
      </span>
      <ul className="conditions" aria-label="筛选条件">
        {asked.unit ? <Chip text={`${reading.unitName(asked.unit) || asked.unit}（含下级）`} away={() => ask({ unit: '' })} /> : null}
        {asked.word ? <Chip text={`查找“${asked.word}”`} away={() => ask({ word: '' })} /> : null}
        {conditions.map((condition, i) => {
          const text = words(condition, reading);
          return (
            <li key={i} className="chip">
              <Popover name={text} label={`改条件：${text}`} className="chip-word" act="condition">
                {(close) => (
                  <ConditionForm
                    fields={reading.fields}
                    initial={condition}
                    cancel={close}
                    apply={(next) => {
                      replace(i, next);
                      close();
                    }}
                  />
                )}
              </Popover>
              <Away text={text} away={() => replace(i)} />
            </li>
          );
        })}
        {asked.expression ? <Chip text={asked.expression} away={() => ask({ expression: '' })} code /> : null}
      </ul>
      {narrowed(asked) ? (
        <button type="button" className="button button-quiet" data-act="clear" onClick={() => ask(NOTHING)}>
          全部清除
        </button>
      ) : null}
      <span className="said-total" role="status">
        {total === undefined ? '' : `共 ${total} 条`}
      </span>
    </div>
  );
}

function Chip({ text, away, code = false }: { text: string; away: () => void; code?: boolean }) {
  return (
    <li className="chip">
      {code ? <code className="chip-word">{text}</code> : <span className="chip-word">{text}</span>}
      <Away text={text} away={away} />
    </li>
  );
}

function Away({ text, away }: { text: string; away: () => void }) {
  return (
    <button type="button" className="chip-away" aria-label={`去掉条件：${text}`} onClick={away}>
      ×
    </button>
  );
}
