import { useState } from 'react';
import { endToken } from '../../api/tokens';
import type { Token } from '../../api/types';
import { useDeed } from '../../shell/useDeed';
import { Refused } from '../record/form/Refused';
import { lifeOfToken, reachOfToken, useOfToken } from './tokens';

interface Props {
  tokens: Token[];
  mayEnd: boolean;
  done: (words: string) => unknown;
}

/** Tokens of programs: what each may do, how long, and whether anybody uses it. */
export function TokenList({ tokens, mayEnd, done }: Props) {
  const [ending, setEnding] = useState('');
  return (
    <ul className="people-held" data-part="tokens">
      {tokens.map((token) => (
        <li key={token.id} data-token={token.id} data-good={token.is_good}>
          <div className="people-held-line">
            <b>{token.name}</b>
            <span>{reachOfToken(token)}</span>
            <span className="people-days">{lifeOfToken(token)}</span>
            <span className="hint">{[useOfToken(token), token.ended_by && token.ended_by !== token.login ? `由 ${token.ended_by} 停用` : ''].filter(Boolean).join(' · ')}</span>
            {mayEnd && token.is_good ? (
              <button type="button" className="button button-quiet" aria-expanded={ending === token.id} aria-label={`停用${token.name}`} data-act="end-token" onClick={() => setEnding(ending === token.id ? '' : token.id)}>
                停用……
              </button>
            ) : null}
          </div>
          {ending === token.id ? <EndToken token={token} close={() => setEnding('')} done={done} /> : null}
        </li>
      ))}
    </ul>
  );
}

function EndToken({ token, close, done }: { token: Token; close: () => void; done: (words: string) => unknown }) {
  const { form, busy, problem, send } = useDeed(
    () => endToken(token.id),
    () => {
      close();
      return done(`“${token.name}”的令牌停用了。`);
    },
  );
  return (
    <form ref={form} className="people-form people-end" onSubmit={send} noValidate aria-label={`停用${token.name}`}>
      <Refused problem={problem} />
      <p className="people-preview">这个程序马上不能再用；停了不能再启用，要用就再设一个。</p>
      <div className="start-acts">
        <button type="submit" className="button button-first" disabled={busy} data-act="end-token-now">
          停用
        </button>
        <button type="button" className="button button-quiet" onClick={close}>
          不停了
        </button>
      </div>
    </form>
  );
}
