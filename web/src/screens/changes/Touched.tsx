import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { change } from '../../api/queries';
import { useTrail } from '../../figures/trail';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';

/** The records that a Change touched; each opens beside the journal. */
export function Touched({ book, seq }: { book: string; seq: number }) {
  const found = useQuery(change(book, seq));
  const trail = useTrail();
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="这次变更" />;
  const { entry, touched } = found.data;
  return (
    <div className="touched" data-part="touched">
      <ul>
        {touched.map((one) => (
          <li key={`${one.ledger} ${one.record}`}>
            <span>{one.ledger_name}</span>
            <Link to={trail.only({ kind: 'record', ledger: one.ledger, book, record: one.record })}>{one.title || one.record}</Link>
            <span className="hint">{one.ends ? '撤回' : one.begins ? '登记' : '改动'}</span>
          </li>
        ))}
      </ul>
      {touched.length < entry.rows ? (
        <p className="hint">{touched.length ? `共 ${entry.rows} 条，这里列出 ${touched.length} 条。` : '这些记录不对您开放，只看得到是谁、什么时候、为什么改的。'}</p>
      ) : null}
    </div>
  );
}
