import { useState } from 'react';
import { handOver } from '../../../api/accounts';
import { InputRow } from '../../../shell/InputRow';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { isOneself } from '../actions';
import { daysInWords, postInWords } from '../states';
import { Acts } from './Acts';
import { Pick } from './Pick';
import type { ActProps } from './types';

/** One goes and another comes: the same posts end for the one and begin for the other on the same day. */
export function HandOverForm({ account, all, me, done, close }: ActProps) {
  const [to, setTo] = useState('');
  const [left, setLeft] = useState<string[]>([]);
  const [on, setOn] = useState(me.today);
  const [reason, setReason] = useState('');
  const able = all.filter((one) => one.id !== account.id && one.is_there && !one.offices.length && !isOneself(me, one));
  const successor = able.find(({ id }) => id === to);
  const posts = account.posts.filter(({ id }) => !left.includes(id));
  const sentence = `从 ${on || me.today} 起，${account.name} 的 ${posts.length} 个岗位由 ${successor?.name ?? '……'} 接任`;
  const { form, busy, problem, wrongOf, send } = useDeed(
    (request) => handOver({ request, from: account.id, to, posts: posts.map(({ id }) => id), on: on || undefined, reason: reason.trim() || undefined }),
    () => done(`已交接：${sentence}。`),
  );
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate>
        <Pick
          id="hand-to"
          label="交给谁"
          choices={able.map(({ id, name, login }) => ({ value: id, name: `${name}（${login}）` }))}
          value={to}
          onChange={setTo}
          none={able.length ? '请选接任的人' : '还没有可以接任的人，先开账号'}
          wrong={wrongOf('to')}
        />
        <InputRow id="hand-on" label="从哪天起由他任职" type="date" value={on} onChange={setOn} wrong={wrongOf('on')} />
        <fieldset className="people-ticks">
          <legend>交哪些岗位</legend>
          {account.posts.map((post) => (
            <label key={post.id}>
              <input
                type="checkbox"
                checked={!left.includes(post.id)}
                onChange={(event) => setLeft(event.target.checked ? left.filter((id) => id !== post.id) : [...left, post.id])}
              />
              <span>
                {postInWords(post)}
                <span className="hint">{daysInWords(post)}</span>
              </span>
            </label>
          ))}
          {wrongOf('posts').map(({ message }) => (
            <p key={message} className="form-wrong">
              {message}
            </p>
          ))}
        </fieldset>
        <InputRow id="hand-why" label="原因（可不写）" value={reason} onChange={setReason} maxLength={200} />
        <p className="people-preview" data-part="preview">
          {sentence}。{posts.length && successor ? `${account.name}从那天起看不到这些岗位的台账；以前写下的都留着他的名字。` : ''}
        </p>
        <p className="hint">
          跟着岗位走的：单位的台账、待办、共用的查看方式、岗位的首页、代他的人。留给{account.name}本人的：只给自己存的查看方式、自己摆的首页、没保存的草稿；他给程序的令牌不再能看这些岗位的台账。
        </p>
        <Acts act="交接" disabled={busy || !to || !posts.length} close={close} />
      </form>
    </>
  );
}
