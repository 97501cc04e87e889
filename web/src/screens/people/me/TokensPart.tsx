import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useRefresh } from '../../../api/queries';
import { myTokens } from '../../../api/tokens';
import type { MadeToken } from '../../../api/types';
import { Trouble } from '../../../shell/Trouble';
import { TokenList } from '../TokenList';
import { NewToken } from './NewToken';
import { ShownOnce } from './ShownOnce';

/** Programs that ask in one's own name: which there are, and one more. */
export function TokensPart({ asksCode }: { asksCode: boolean }) {
  const found = useQuery(myTokens);
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeToken>();
  const [said, setSaid] = useState('');
  const result = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (said) result.current?.focus();
  }, [said]);
  const tokens = found.data ?? [];
  return (
    <section className="sheet people-part" aria-label="程序的令牌" data-part="my-tokens">
      <h2>程序的令牌</h2>
      <p className="hint">报表工具、脚本这类程序拿令牌用您的名义看台账和数字，也可以让它填。它看得到的不会比您多，隐去的个人信息一律不给。变更记录里写明是哪个程序。</p>
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {said ? (
        <p ref={result} tabIndex={-1} className="people-done" role="status" data-part="said">
          {said}
        </p>
      ) : null}
      {made ? (
        <ShownOnce title={`“${made.about.name}”的令牌`} lines={[made.token]} kept={() => setMade(undefined)}>
          现在就抄到程序里：只显示这一次，离开就看不到了。谁拿到它，谁就能用您的名义看；漏出去了，马上在下面停用。
        </ShownOnce>
      ) : null}
      {tokens.length ? (
        <TokenList
          tokens={tokens}
          mayEnd
          done={async (words) => {
            await refresh();
            setSaid(words);
          }}
        />
      ) : null}
      {open ? (
        <NewToken
          asksCode={asksCode}
          close={() => setOpen(false)}
          done={async (token) => {
            setSaid('');
            setOpen(false);
            setMade(token);
            await refresh();
          }}
        />
      ) : (
        <div className="start-acts">
          <button type="button" className="button" data-act="new-token" onClick={() => setOpen(true)}>
            设一个令牌
          </button>
        </div>
      )}
    </section>
  );
}
