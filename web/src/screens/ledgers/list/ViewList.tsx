import { Link } from 'react-router';
import type { Ledger, View } from '../../../api/types';
import { PinButton } from '../../home/PinButton';
import { unusable } from './unusable';

interface Props {
  ledger: Ledger;
  views: View[];
  current: View | undefined;
  end: (view: View) => Promise<void>;
  close: () => void;
}

/** The views one may use: each says whom it is shared with, or who shared it, and whether it still fits. */
export function ViewList({ ledger, views, current, end, close }: Props) {
  return (
    <ul className="view-list" data-part="views">
      {views.map((view) => {
        const wrong = unusable(view.query, ledger).words;
        return (
          <li key={view.id}>
            <span className="view-name">
              <Link to={{ search: view.query }} aria-current={view === current ? 'true' : undefined} onClick={close}>
                {view.name}
              </Link>
              <Whose view={view} />
              {wrong.length ? <span className="view-wrong">用不全了：{wrong.join('；')}</span> : null}
            </span>
            <PinButton className="button button-quiet" about={view.name} tile={{ kind: 'list', ledger: ledger.id, name: view.name, query: view.query }} />
            {view.may_end ? (
              <button type="button" className="button button-quiet" aria-label={`删除视图${view.name}`} onClick={() => void end(view)}>
                删除
              </button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function Whose({ view }: { view: View }) {
  if (!view.mine) return <span className="view-whose">{view.owner_name} 共享给{view.unit_name}</span>;
  return view.unit_name ? <span className="view-whose">已共享给{view.unit_name}</span> : null;
}
