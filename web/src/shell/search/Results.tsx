import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { Trouble } from '../Trouble';
import { isAskable, summary, type Choice, type Group } from './groups';
import type { useSearch } from './useSearch';

interface Props {
  id: string;
  typed: string;
  searching: ReturnType<typeof useSearch>;
  active: string | undefined;
  /** Where the pointer is. */
  point: (id: string) => void;
  gone: () => void;
}

/** What was found, in groups; where nothing was, what to try. Keys stay in the box: it says which choice they are on. */
export function Results({ id, typed, searching, active, point, gone }: Props) {
  const { groups, waits, late, found } = searching;
  const failed = found.error && !waits && isAskable(typed);
  return (
    <>
      {groups.length ? (
        <div id={id} className="search-list" role="listbox" aria-label="查找结果" aria-busy={late || undefined}>
          {groups.map((group) => (
            <Part key={group.id} id={id} group={group} active={active} point={point} gone={gone} />
          ))}
        </div>
      ) : null}
      {failed ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : <Said typed={typed} searching={searching} />}
    </>
  );
}

interface PartProps extends Pick<Props, 'id' | 'active' | 'point' | 'gone'> {
  group: Group;
}

function Part({ id, group, active, point, gone }: PartProps) {
  const head = `${id}-${group.id}`;
  return (
    <div role="group" aria-labelledby={head} data-group={group.id}>
      <div className="search-group" id={head} role="presentation">
        {group.name}
        {group.total ? <span className="search-total">{group.total}</span> : null}
      </div>
      {group.choices.map((choice) => (
        <Option key={choice.id} id={`${id}-${choice.id}`} choice={choice} active={active === choice.id} point={() => point(choice.id)} gone={gone} />
      ))}
    </div>
  );
}

interface OptionProps {
  id: string;
  choice: Choice;
  active: boolean;
  point: () => void;
  gone: () => void;
}

function Option({ id, choice, active, point, gone }: OptionProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (active) link.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <Link
      ref={link}
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      className={`search-choice search-${choice.kind}`}
      to={choice.to}
      data-kind={choice.kind}
      onPointerMove={point}
      onClick={(event) => {
        // Into another tab: one goes on looking here.
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) gone();
      }}
    >
      <span className="search-title">{choice.title}</span>
      <span className="search-beside">{choice.beside}</span>
      {choice.says.length ? (
        <span className="search-says">
          {choice.says.map(({ name, text }) => (
            <span key={name}>
              {name}：{text}
            </span>
          ))}
        </span>
      ) : null}
    </Link>
  );
}

/** How it stands, in a sentence; whoever does not see the list hears it. */
function Said({ typed, searching: { groups, waits, late, found } }: Pick<Props, 'typed' | 'searching'>) {
  const word = typed.trim();
  const done = isAskable(word) && !waits && found.data;
  const left = done ? found.data?.left_off : 0;
  return (
    <div className="search-said" role="status">
      {late ? (
        <>
          <span className="search-wait" role="presentation" />
          正在各本台账里找……
        </>
      ) : null}
      {done && found.data ? <span className={groups.length ? 'unseen' : 'search-none'}>{groups.length ? summary(found.data) : `没有找到“${word}”。`}</span> : null}
      {left ? <span>台账太多，有 {left} 本没有找；请到那本台账里再找。</span> : null}
      {done && !groups.length ? <span>可以换个写法：名字、编号、拼音首字母（如 zs 找张三），或单位、台账的名字；几个词之间用空格隔开。证件号等隐去的内容查不到。</span> : null}
      {!isAskable(word) ? <span>{word ? '请再多输入一个字母。' : '输入名字、编号、拼音首字母（如 zs 找张三），或单位、台账的名字。'}</span> : null}
    </div>
  );
}
