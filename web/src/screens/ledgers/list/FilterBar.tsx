import { useState } from 'react';
import { UnitChooser } from '../../../shell/Choosers';
import { Popover } from '../../../shell/Popover';
import { SeekBox } from '../../../shell/SeekBox';
import { AdvancedForm } from './AdvancedForm';
import type { Asked } from './asked';
import { ConditionForm } from './ConditionForm';
import { expression, type Reading } from './filter';

interface Props {
  asked: Asked;
  reading: Reading;
  ask: (next: Partial<Asked>, replace?: boolean) => void;
  children: React.ReactNode;
}

const PAUSE = 400;

/** How a list is narrowed: by a word, by unit, by conditions, and by an expression for what no form offers. */
export function FilterBar({ asked, reading, ask, children }: Props) {
  const [open, setOpen] = useState(false);
  // The word stands in its box; what else narrows the list is counted on the button that it is folded behind.
  const narrowing = asked.conditions.length + (asked.unit ? 1 : 0) + (asked.expression ? 1 : 0);
  return (
    <div className="filters list-filters" data-part="filters" data-more={open}>
      <SeekBox
        className="list-seek"
        label="查找记录，可以用拼音首字母"
        title="在文字、选项、单位和所关联的名称里找；几个词用空格隔开，都有才算。可以只打拼音首字母，如 zsf 找张三丰。"
        placeholder="查找，可打首字母"
        keys="/"
        pause={PAUSE}
        value={asked.word}
        seek={(word) => ask({ word }, true)}
      />
      <button type="button" className="button list-fold" data-act="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起' : narrowing ? `筛选 ${narrowing}` : '筛选'}
      </button>
      <UnitChooser value={asked.unit} onChange={(unit) => ask({ unit })} anyName="全部单位" />
      <Popover name="加条件" label="加条件" act="add-condition">
        {(close) => (
          <ConditionForm
            fields={reading.fields}
            cancel={close}
            apply={(condition) => {
              ask({ conditions: [...asked.conditions, condition] });
              close();
            }}
          />
        )}
      </Popover>
      <Popover name="高级" label="高级筛选" act="advanced">
        {(close) => (
          <AdvancedForm
            value={asked.expression}
            conditions={expression(asked.conditions, reading)}
            fields={reading.fields}
            apply={(text) => {
              ask({ expression: text });
              close();
            }}
          />
        )}
      </Popover>
      <span className="list-tools">{children}</span>
    </div>
  );
}
