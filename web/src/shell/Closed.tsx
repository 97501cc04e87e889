import { Link } from 'react-router';
import { Empty } from './NotFound';
import { useTitle } from './useTitle';

/** A room that is not this person's, reached by its address: whose it is, and where to go instead. */
export function Closed({ name, whose }: { name: string; whose: string }) {
  useTitle(name);
  return (
    <div className="page" data-part="closed">
      <Empty title={`“${name}”不对您开放`} page>
        {whose}您能看什么、能填什么，在<Link to="/me">我的</Link>里。
      </Empty>
    </div>
  );
}
