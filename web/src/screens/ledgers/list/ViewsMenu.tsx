import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { useToast } from '../../../shell/Toasts';
import { Popover } from '../../../shell/Popover';
import { inBrowser, type View, type ViewStore } from './views';

interface Props {
  ledger: string;
  /** What is asked now, as a view keeps it. */
  query: string;
  store?: ViewStore;
}

/** Lists that a person comes back to: by name, with filter, order and columns. */
export function ViewsMenu({ ledger, query, store = inBrowser }: Props) {
  const client = useQueryClient();
  const key = ['views', ledger];
  const found = useQuery({ queryKey: key, queryFn: () => store.list(ledger) }).data ?? [];
  const say = useToast();
  const again = () => client.invalidateQueries({ queryKey: key });
  const keep = async (name: string) => {
    const kept = await store.keep(ledger, { name, query });
    say(kept ? `已存成“${name}”。` : '这个浏览器不让保存。请换一个浏览器，或把网址收藏起来。');
    await again();
  };
  const forget = async (view: View) => {
    await store.forget(ledger, view.name);
    say(`已删除“${view.name}”。`, { name: '放回来', run: () => void store.keep(ledger, view).then(again) });
    await again();
  };
  const current = found.find((view) => view.query === query);
  return (
    <Popover name={current ? `视图：${current.name}` : '我的视图'} label="我的视图" act="views" toLeft>
      {(close) => (
        <>
          {found.length ? (
            <ul className="view-list">
              {found.map((view) => (
                <li key={view.name}>
                  <Link to={{ search: view.query }} aria-current={view === current ? 'true' : undefined} onClick={close}>
                    {view.name}
                  </Link>
                  <button type="button" className="button button-quiet" aria-label={`删除视图${view.name}`} onClick={() => void forget(view)}>
                    删除
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            <p className="hint">还没有存过。把筛选、排序和列摆成常用的样子，起个名字存下来，下次一点就到。</p>
          )}
          <KeepForm names={found.map(({ name }) => name)} keep={keep} />
          <p className="hint">视图存在这个浏览器里。要发给别人，复制网址就行。</p>
        </>
      )}
    </Popover>
  );
}

function KeepForm({ names, keep }: { names: string[]; keep: (name: string) => Promise<void> }) {
  const [name, setName] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    void keep(name.trim());
    setName('');
  };
  return (
    <form className="view-keep" onSubmit={send} aria-label="存成视图">
      <input className="plain-input" aria-label="视图的名字" data-first placeholder="给现在的样子起个名字" maxLength={30} value={name} onChange={(event) => setName(event.target.value)} />
      <button type="submit" className="button" disabled={!name.trim()}>
        {names.includes(name.trim()) ? '替换同名的' : '存下来'}
      </button>
    </form>
  );
}
