import { useQuery } from '@tanstack/react-query';
import { allTokens } from '../../api/tokens';
import { Trouble } from '../../shell/Trouble';
import { TokenList } from './TokenList';

interface Props {
  login: string;
  mayEnd: boolean;
  done: (words: string) => Promise<void>;
}

/** The programs that ask in somebody's name, for those who watch. */
export function AccountTokens({ login, mayEnd, done }: Props) {
  const found = useQuery(allTokens);
  const tokens = (found.data ?? []).filter((token) => token.login === login);
  return (
    <section className="sheet people-part" aria-label="程序的令牌" data-part="account-tokens">
      <h2>程序的令牌</h2>
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {tokens.length ? <TokenList tokens={tokens} mayEnd={mayEnd} done={done} /> : <p className="hint">没有。没有程序用他的名义看或填。</p>}
    </section>
  );
}
