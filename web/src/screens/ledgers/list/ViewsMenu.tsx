import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { endView, keepView, views } from '../../../api/kept';
import { session } from '../../../api/queries';
import type { Ledger, View } from '../../../api/types';
import { Popover } from '../../../shell/Popover';
import { useToast } from '../../../shell/Toasts';
import { asProblem } from '../../../shell/Trouble';
import { KeepForm } from './KeepForm';
import { ViewList } from './ViewList';
import { moveOver } from './views';

interface Props {
  ledger: Ledger;
  /** What is asked now, as a view keeps it. */
  query: string;
}

const MOVED = 'view.moved';

interface Clash {
  name: string;
  unit: string;
  query: string;
  message: string;
}

/** Lists that people come back to: by name, with filter, order and columns; one's own, and those that others share. */
export function ViewsMenu({ ledger, query }: Props) {
  const client = useQueryClient();
  const asked = useQuery(views(ledger.id));
  const arranges = useQuery(session).data?.arranges ?? [];
  const say = useToast();
  const found = asked.data ?? [];
  const again = () => client.invalidateQueries({ queryKey: ['views', ledger.id] });
  // What was kept here while the one of this name became another elsewhere.
  const [clash, setClash] = useState<Clash>();
  const loaded = asked.data !== undefined;
  useEffect(() => {
    const mine = found.filter((view) => view.mine);
    if (loaded) void moveOver(ledger.id, mine, (view) => keepView(ledger.id, view)).then((over) => (over ? again() : undefined));
    // Once, as soon as it is known what the server keeps already.
  }, [ledger.id, loaded]);

  const tried = async (doing: Promise<unknown>, done: () => void, moved?: (message: string) => void) => {
    try {
      await doing;
      done();
    } catch (cause) {
      const problem = asProblem(cause);
      if (problem.code === MOVED && moved) moved(problem.message);
      else say(`${problem.message}${problem.hint}`);
    }
    await again();
  };
  const keep = (name: string, unit: string, asked = query) => {
    setClash(undefined);
    const shared = arranges.find(({ id }) => id === unit)?.name;
    // Over the one of this name that is on the screen, and no other.
    const version = found.find((view) => view.mine && view.name === name)?.version ?? '';
    const moved = (message: string) => setClash({ name, unit, query: asked, message });
    const doing = keepView(ledger.id, { name, query: asked, unit: unit || null, version });
    return tried(doing, () => say(shared ? `已存成“${name}”，${shared}和下级的人都能用。` : `已存成“${name}”，只有您自己看得见。`), moved);
  };
  const end = (view: View) => {
    const { name, unit } = view;
    const back = () => void tried(keepView(ledger.id, { name, query: view.query, unit: unit ?? null }), () => undefined);
    return tried(endView(ledger.id, view.id), () => say(`已删除“${name}”。`, view.mine ? { name: '放回来', run: back } : undefined));
  };
  const current = found.find((view) => view.query === query);
  return (
    <Popover name={current ? `视图：${current.name}` : '视图'} label="视图" act="views" toLeft>
      {(close) => (
        <>
          {found.length ? (
            <ViewList ledger={ledger} views={found} current={current} end={end} close={close} />
          ) : (
            <p className="hint">还没有存过。把筛选、排序和列摆成常用的样子，起个名字存下来，下次一点就到。</p>
          )}
          {clash ? (
            <div className="view-broken" role="alert" data-part="view-clash">
              <p>{clash.message}</p>
              <p className="condition-acts">
                <button type="button" className="button button-first" data-act="keep-mine" onClick={() => void keep(clash.name, clash.unit, clash.query)}>
                  用我的
                </button>
                <button type="button" className="button" data-act="take-theirs" onClick={() => setClash(undefined)}>
                  用别处的
                </button>
              </p>
            </div>
          ) : null}
          <KeepForm mine={found.filter((view) => view.mine)} arranges={arranges} keep={keep} />
          <p className="hint">存下来的跟着账号走，换一台电脑也在。{arranges.length ? '共享出去的，别人能看见筛选里写的字。' : null}</p>
        </>
      )}
    </Popover>
  );
}
