import { Link } from 'react-router';
import { useTitle } from './useTitle';

/** An address that leads nowhere. */
export function NotFound() {
  useTitle('没有这个页面');
  return (
    <div className="page">
      <Empty title="没有这个页面" page>
        地址可能不完整，或内容已经移走。请从上方菜单进入，或<Link to="/">回到首页</Link>。
      </Empty>
    </div>
  );
}

interface EmptyProps {
  title: string;
  children: React.ReactNode;
  /** It stands for the whole page, and so is its heading. */
  page?: boolean;
}

/** Nothing here, and what to do about it. */
export function Empty({ title, children, page = false }: EmptyProps) {
  const Title = page ? 'h1' : 'p';
  return (
    <div className="empty">
      <Title className="empty-title">{title}</Title>
      <p>{children}</p>
    </div>
  );
}
