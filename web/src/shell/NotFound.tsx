import { Link } from 'react-router';
import { useTitle } from './useTitle';

/** An address that leads nowhere. */
export function NotFound() {
  useTitle('没有这个页面');
  return (
    <div className="page">
      <Empty title="没有这个页面">
        地址可能不完整，或内容已经移走。请从上方菜单进入，或<Link to="/">回到报告</Link>。
      </Empty>
    </div>
  );
}

/** Nothing here, and what to do about it. */
export function Empty({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      <p>{children}</p>
    </div>
  );
}
