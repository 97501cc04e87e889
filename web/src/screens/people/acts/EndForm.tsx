import { useState } from 'react';
import { endAccount } from '../../../api/accounts';
import { InputRow } from '../../../shell/InputRow';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { Acts } from './Acts';
import type { ActProps } from './types';

/** Ends an account, not without a reason: whoever looks at it in years wants to know. */
export function EndForm({ account, done, close }: ActProps) {
  const [reason, setReason] = useState('');
  const { form, busy, problem, send } = useDeed(
    (request) => endAccount(account.id, { request, reason: reason.trim() }),
    () => done(`${account.name} 的账号已停用。`),
  );
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate>
        <div className="people-whole">
          <InputRow id="end-account-why" label="原因" value={reason} onChange={setReason} help="如：调走、退休。" maxLength={200} />
        </div>
        <p className="people-preview">
          今天起不能登录，正开着的页面也要退出；以前写下的记录都在，还是他的名字。停了不能再启用，登录名也不再给别人。
          {account.posts.length ? `他还有 ${account.posts.length} 个岗位，最好先请安全管理员交接给别人。` : ''}
        </p>
        <Acts act="停用账号" disabled={busy || !reason.trim()} close={close} />
      </form>
    </>
  );
}
