import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { givePost, roles } from '../../../api/accounts';
import { units } from '../../../api/queries';
import type { Unit } from '../../../api/types';
import { InputRow } from '../../../shell/InputRow';
import { Trouble } from '../../../shell/Trouble';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { postInWords } from '../states';
import { Acts } from './Acts';
import { Pick } from './Pick';
import { reachInWords } from './reach';
import type { ActProps } from './types';

/** Gives a post: which role, where, from when; as oneself, or in the place of somebody. */
export function PostForm({ account, all, me, done, close }: ActProps) {
  const known = useQuery(roles);
  const places = useQuery(units).data ?? [];
  const [role, setRole] = useState('');
  const [unit, setUnit] = useState('');
  const [begins, setBegins] = useState(me.today);
  const [ends, setEnds] = useState('');
  const [deputyOf, setDeputyOf] = useState('');
  const [chain, setChain] = useState('');
  const [reason, setReason] = useState('');
  const chosen = known.data?.find(({ id }) => id === role);
  const fitting = places.filter(({ level }) => level === chosen?.level);
  const where = fitting.some(({ id }) => id === unit) ? unit : fitting.length === 1 ? (fitting[0]?.id ?? '') : '';
  const others = all.filter(({ id }) => id !== account.id).flatMap(({ name, posts }) => posts.map((post) => ({ post, name })));
  const { form, busy, problem, wrongOf, send } = useDeed(
    (request) =>
      givePost({ request, user: account.id, role, unit: where, begins: begins || undefined, ends: ends || undefined, deputy_of: deputyOf || undefined, chain: chain.trim() || undefined, reason: reason.trim() || undefined }),
    () => done(`${account.name} 从 ${begins || me.today} 起担任${chosen?.name ?? ''}（${fitting.find(({ id }) => id === where)?.name ?? ''}）。${account.has_password ? '' : '还没有口令：接着点“重设口令”给首次口令。'}`),
  );
  const standIn = (id: string) => {
    setDeputyOf(id);
    const post = others.find((other) => other.post.id === id)?.post;
    if (!post) return;
    setRole(post.role);
    setUnit(post.unit);
  };
  return (
    <>
      {known.error ? <Trouble cause={known.error} retry={() => void known.refetch()} /> : null}
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate>
        <Pick
          id="post-role"
          label="岗位"
          choices={(known.data ?? []).map(({ id, name, level_name }) => ({ value: id, name: `${name}（${level_name}）` }))}
          value={role}
          onChange={setRole}
          none="请选岗位"
          help={chosen ? reachInWords(chosen) : '选了岗位，这里写明能看什么、能填什么。'}
          wrong={wrongOf('role')}
        />
        <Pick
          id="post-unit"
          label="单位"
          choices={fitting.map((one) => ({ value: one.id, name: pathOf(one, places) }))}
          value={where}
          onChange={setUnit}
          none={chosen ? `请选${chosen.level_name}` : '先选岗位'}
          help="管到这个单位和它下面的单位。"
          wrong={wrongOf('unit')}
        />
        <InputRow id="post-begins" label="从哪天起" type="date" value={begins} onChange={setBegins} wrong={wrongOf('begins')} />
        <InputRow id="post-ends" label="到哪天止（可不写）" type="date" value={ends} onChange={setEnds} help="这一天起不再任职。" wrong={wrongOf('ends')} />
        {others.length ? (
          <Pick
            id="post-deputy"
            label="代谁（可不选）"
            choices={others.map(({ post, name }) => ({ value: post.id, name: `${name}：${postInWords(post)}` }))}
            value={deputyOf}
            onChange={standIn}
            none="不是代别人"
            help="人不在时有人代；选了，岗位和单位照他的填，请写上到哪天止。"
            wrong={wrongOf('deputy_of')}
          />
        ) : null}
        <InputRow id="post-chain" label="条线（可不写）" value={chain} onChange={setChain} maxLength={40} wrong={wrongOf('chain')} help="分管哪一块，如河长制、乡村振兴；写给人看，不改变能看什么。" />
        <InputRow id="post-why" label="原因（可不写）" value={reason} onChange={setReason} maxLength={200} />
        <Acts act="给岗位" disabled={busy || !role || !where} close={close} />
      </form>
    </>
  );
}

/** A unit with what it lies in, so that two of the same name are told apart; the topmost is left out. */
function pathOf(unit: Unit, all: Unit[]): string {
  const parent = all.find(({ id }) => id === unit.parent);
  return parent?.parent ? `${pathOf(parent, all)} · ${unit.name}` : unit.name;
}
