import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { write } from '../../api/client';
import { hooks } from '../../api/queries';
import type { Hook, Hooks as Told, MadeHook } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { moment } from '../../shell/moment';
import { NewHook } from './NewHook';
import { HOOK } from './words';

/** Programs of the office that are told when records change; for who administers. */
export function Hooks() {
  const known = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeHook>();
  const found = useQuery(hooks);
  const refresh = () => known.invalidateQueries({ queryKey: hooks.queryKey });
  return (
    <section className="sheet status-part" aria-label="推送" data-part="hooks">
      <h2>推送</h2>
      <p className="hint">
        台账有变更时，告诉别的系统“哪本台账变了几条”，不发记录的内容；对方要看内容，再按自己的权限来取。没送到的会一直补送，不会漏。
      </p>
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {made ? <Secret made={made} /> : null}
      {found.data?.hooks.length ? (
        <ul className="status-checks">
          {found.data.hooks.map((hook) => (
            <One key={hook.id} hook={hook} ledgers={found.data.ledgers} refresh={refresh} />
          ))}
        </ul>
      ) : found.data ? (
        <p className="status-none">还没有推送给别的系统。</p>
      ) : null}
      {adding && found.data ? (
        <NewHook
          ledgers={found.data.ledgers}
          close={() => setAdding(false)}
          done={(hook) => {
            setMade(hook);
            setAdding(false);
            return refresh();
          }}
        />
      ) : (
        <div className="status-deeds">
          <button type="button" className="button" data-act="add-hook" disabled={!found.data} onClick={() => setAdding(true)}>
            设一个推送
          </button>
        </div>
      )}
    </section>
  );
}

/** What the other side checks signatures by, said this once. */
function Secret({ made }: { made: MadeHook }) {
  return (
    <div className="status-secret" role="status" data-part="hook-secret">
      <p>推送设好了。请把下面的签名密钥交给对方系统，用来认出是我们发的；它只显示这一次，离开这一页就再也看不到。</p>
      <code tabIndex={0}>{made.secret}</code>
    </div>
  );
}

function One({ hook, ledgers, refresh }: { hook: Hook; ledgers: Told['ledgers']; refresh: () => Promise<void> }) {
  const [asked, setAsked] = useState(false);
  const [said, setSaid] = useState('');
  const deed = useMutation({ mutationFn: (what: () => Promise<string>) => what(), onSuccess: setSaid, onSettled: refresh });
  const at = `/hooks/${encodeURIComponent(hook.id)}`;
  const hold = (paused: boolean) => () => write<void>('POST', `${at}/pause`, { paused }).then(() => '');
  const tryOut = () => write<{ said: string }>('POST', `${at}/try`, {}).then((answer) => answer.said);
  const names = hook.ledgers?.map((id) => ledgers.find((ledger) => ledger.id === id)?.name ?? id).join('、') ?? '全部台账';
  return (
    <li data-name={hook.id} data-status={hook.state === 'well' ? 'ok' : 'warn'}>
      <span className="status-mark">{HOOK[hook.state]}</span>
      <div className="status-hook">
        <b>{hook.name}</b>
        <span className="hint">
          <span className="status-url">{hook.url}</span> · {names}
        </span>
        <span className="hint">{standing(hook)}</span>
        <div className="status-deeds">
          <button type="button" className="button" data-act="try-hook" disabled={deed.isPending} onClick={() => deed.mutate(tryOut)}>
            试一下
          </button>
          {hook.state === 'well' ? null : (
            <button type="button" className="button" data-act="resume-hook" disabled={deed.isPending} onClick={() => deed.mutate(hold(false))}>
              {hook.state === 'paused' ? '恢复' : '马上再送'}
            </button>
          )}
          {hook.state === 'paused' ? null : (
            <button type="button" className="button" data-act="pause-hook" disabled={deed.isPending} onClick={() => deed.mutate(hold(true))}>
              停用
            </button>
          )}
          <button
            type="button"
            className="button button-quiet"
            data-act="end-hook"
            disabled={deed.isPending}
            onClick={() => (asked ? deed.mutate(() => write<void>('DELETE', at, undefined).then(() => '')) : setAsked(true))}
          >
            {asked ? '确定删除' : '删除'}
          </button>
          <p role="status">{deed.isPending ? '正在送……' : said}</p>
        </div>
        {deed.error ? <Trouble cause={deed.error} /> : null}
      </div>
    </li>
  );
}

/** How far it is, in a sentence. */
function standing({ paused, failed, next_at, told_at, said, behind }: Hook): string {
  const last = told_at ? `上次送到 ${moment(told_at)}` : '还没有送过';
  if (paused) return `${last} · ${paused}，积着 ${behind} 次变更，恢复后接着送`;
  if (failed && next_at) return `${last} · 第 ${failed} 次没送到：${said}${moment(next_at)} 再送`;
  return behind ? `${last} · 还有 ${behind} 次变更要送` : last;
}
