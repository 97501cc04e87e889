import { useState } from 'react';
import { setOffice } from '../../../api/accounts';
import type { Office } from '../../../api/types';
import { InputRow } from '../../../shell/InputRow';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { OFFICES, OFFICE_WORK } from '../states';
import { Acts } from './Acts';
import type { ActProps } from './types';

/** Makes somebody an officer, or no longer one. */
export function OfficeForm({ account, done, close }: ActProps) {
  const held = account.offices[0] ?? '';
  const [office, setChosen] = useState<Office | ''>(held);
  const [reason, setReason] = useState('');
  const { form, busy, problem, send } = useDeed(
    (request) => setOffice(account.id, { request, office: office || null, reason: reason.trim() || undefined }),
    () => done(office ? `${account.name} 现在是${OFFICES[office]}。` : `${account.name} 不再是管理员。`),
  );
  const choices: [Office | '', string, string][] = [
    ['', '不是管理员', '可以给业务岗位'],
    ...Object.entries(OFFICES).map(([one, name]): [Office, string, string] => [one as Office, name, OFFICE_WORK[one as Office]]),
  ];
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate>
        <fieldset className="people-ticks people-whole">
          <legend>担任</legend>
          {choices.map(([one, name, about]) => (
            <label key={one}>
              <input type="radio" name="office" value={one} checked={office === one} onChange={() => setChosen(one)} />
              <span>
                {name}
                <span className="hint">{about}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <InputRow id="office-why" label="原因（可不写）" value={reason} onChange={setReason} maxLength={200} />
        <p className="people-preview">一个人只担任一种，管理员不兼业务岗位，也看不到业务记录。改了以后他要重新登录。</p>
        <Acts act="定下来" disabled={busy || office === held} close={close} />
      </form>
    </>
  );
}
