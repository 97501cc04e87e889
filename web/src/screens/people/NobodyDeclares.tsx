import { useQuery } from '@tanstack/react-query';
import { roles } from '../../api/accounts';
import { nobodyDeclares } from './acts/reach';

/** Of a pack from before roles said who makes ledgers: that nobody does, and what to do. */
export function NobodyDeclares() {
  const known = useQuery(roles);
  if (!known.data || !nobodyDeclares(known.data)) return null;
  return (
    <p className="start-refused" role="note" data-part="nobody-declares">
      现在没有人能在网页上拿表建账、存报告：正在使用的口径包是早先的，没有写哪个岗位能办。请管服务器的人换上新版口径包（qianmo activate），或在 roles.toml
      里给一个乡镇级的岗位写上 declares = true 再启用，再由安全管理员把这个岗位给办公室管台账的人。
    </p>
  );
}
