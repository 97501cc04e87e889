import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endPost } from '../../api/accounts';
import { session } from '../../api/queries';
import type { Account, Post } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { useDeed } from '../../shell/useDeed';
import { Refused } from '../record/form/Refused';
import { daysInWords, postInWords } from './states';

interface Props {
  account: Account;
  mayEnd: boolean;
  done: (words: string) => Promise<void>;
}

/** The posts somebody holds or will hold; each can be ended by who gives posts. */
export function PostList({ account, mayEnd, done }: Props) {
  const [ending, setEnding] = useState('');
  return (
    <section className="sheet people-part" aria-label="岗位" data-part="posts">
      <h2>岗位</h2>
      {account.posts.length ? (
        <ul className="people-held">
          {account.posts.map((post) => (
            <li key={post.id} data-role={post.role}>
              <div className="people-held-line">
                <b>{postInWords(post)}</b>
                <span className="people-days">{daysInWords(post)}</span>
                <span className="hint">{[post.is_held ? '' : '还没开始', post.deputy_of ? `代 ${post.deputy_of_name ?? '别人'}` : '', post.chain ? `条线 ${post.chain}` : ''].filter(Boolean).join(' · ')}</span>
                {mayEnd ? (
                  <button type="button" className="button button-quiet" aria-expanded={ending === post.id} aria-label={`免去${postInWords(post)}`} data-act="end-post" onClick={() => setEnding(ending === post.id ? '' : post.id)}>
                    免去……
                  </button>
                ) : null}
              </div>
              {ending === post.id ? (
                <EndPost
                  post={post}
                  name={account.name}
                  close={() => setEnding('')}
                  done={async (words) => {
                    setEnding('');
                    await done(words);
                  }}
                />
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className="hint">{account.offices.length ? '管理员不兼业务岗位。' : '没有。没有岗位的人登录以后什么台账也看不到。'}</p>
      )}
    </section>
  );
}

interface EndProps {
  post: Post;
  name: string;
  close: () => void;
  done: (words: string) => Promise<void>;
}

function EndPost({ post, name, close, done }: EndProps) {
  const today = useQuery(session).data?.today ?? '';
  const [ends, setEnds] = useState(today);
  const [reason, setReason] = useState('');
  const { form, busy, problem, wrongOf, send } = useDeed(
    (request) => endPost(post.id, { request, ends: ends || undefined, reason: reason.trim() || undefined }),
    () => done(`${name} 的“${postInWords(post)}”到 ${ends || today} 止。`),
  );
  return (
    <form ref={form} className="people-form people-end" onSubmit={send} noValidate aria-label={`免去${postInWords(post)}`}>
      <Refused problem={problem} />
      <InputRow id="end-on" label="从哪天起不再任职" type="date" value={ends} onChange={setEnds} wrong={wrongOf('ends')} />
      <InputRow id="end-why" label="原因（可不写）" value={reason} onChange={setReason} maxLength={200} />
      <div className="start-acts">
        <button type="submit" className="button button-first" disabled={busy}>
          免去
        </button>
        <button type="button" className="button button-quiet" onClick={close}>
          不免了
        </button>
      </div>
    </form>
  );
}
