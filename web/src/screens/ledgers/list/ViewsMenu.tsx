import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
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

/** Lists that people come back to: by name, with filter, order and columns; one's own, and those that others share. */
export function ViewsMenu({ ledger, query }: Props) {
  const client = useQueryClient();
  const asked = useQuery(views(ledger.id));
  const arranges = useQuery(session).data?.arranges ?? [];
  const say = useToast();
  const found = asked.data ?? [];
  const again = () => client.invalidateQueries({ queryKey: ['views', ledger.id] });
  const loaded = asked.data !== undefined;
  useEffect(() => {
    const mine = found.filter((view) => view.mine);
    if (loaded) void moveOver(ledger.id, mine, (view) => keepView(ledger.id, view)).then((over) => (over ? again() : undefined));
    // Once, as soon as it is known what the server keeps already.
  }, [ledger.id, loaded]);

  const tried = async (doing: Promise<unknown>, done: () => void) => {
    try {
      await doing;
      done();
    } catch (cause) {
      const { message, hint } = asProblem(cause);
      say(`${message}${hint}`);
    }
    await again();
  };
  const keep = (name: string, unit: string) => {
    const shared = arranges.find(({ id }) => id === unit)?.name;
    return tried(keepView(ledger.id, { name, query, unit: unit || null }), () => say(shared ? `已存成“${name}”，${shared}和下级的人都能用。` : `已存成“${name}”，只有您自己看得见。`));
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
          <KeepForm mine={found.filter((view) => view.mine)} arranges={arranges} keep={keep} />
          <p className="hint">存下来的跟着账号走，换一台电脑也在。{arranges.length ? '共享出去的，别人能看见筛选里写的字。' : null}</p>
        </>
      )}
    </Popover>
  );
}
