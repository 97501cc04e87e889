import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { linkAccount, outside } from '../../../api/outside';
import { InputRow } from '../../../shell/InputRow';
import { useDeed } from '../../../shell/useDeed';
import { Refused } from '../../record/form/Refused';
import { Acts } from './Acts';
import type { ActProps } from './types';

/** Says by which name the county's house of identity vouches for somebody. */
export function OutsideForm({ account, done, close }: ActProps) {
  const before = account.outside ?? '';
  const [name, setName] = useState(before);
  const house = useQuery(outside).data?.name ?? '统一认证';
  const { form, busy, problem, wrongOf, send } = useDeed(
    () => linkAccount(account.id, name),
    () => done(name.trim() ? `${account.name} 可以用${house}登录了，那边的编号是 ${name.trim()}。` : `${account.name} 不能再用${house}登录。`),
  );
  return (
    <>
      <Refused problem={problem} />
      <form ref={form} className="people-form" onSubmit={send} noValidate>
        <div className="people-whole">
          <InputRow
            id="outside-name"
            label={`${house}里的编号`}
            value={name}
            onChange={setName}
            help={`一个字也不要差，大小写也分。本人先用${house}登录一次，页面上会写出他的编号，照着抄。去掉就留空。`}
            wrong={wrongOf('name')}
            maxLength={255}
          />
        </div>
        <p className="people-preview">
          关联以后，他在{house}登录过就能进来，不用这里的口令；开了第二步验证的，照样要验证码。{before ? '换了或去掉，他已登录的要重新登录。' : ''}
        </p>
        <Acts act={before && !name.trim() ? '去掉' : '关联'} disabled={busy || name.trim() === before} close={close} />
      </form>
    </>
  );
}
