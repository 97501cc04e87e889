import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { history, type RecordRef } from '../../api/queries';
import type { Version } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { moment } from '../../shell/moment';
import { UndoForm } from '../../shell/UndoForm';
import { personName } from '../../shell/people';
import { useUndo } from '../../shell/useUndo';
import { toldAlso, toldWords } from './form/told';

/** How a record came to say what it says: who, when, why, from what to what; the newest first. */
export function History({ of, writes }: { of: RecordRef; writes: boolean }) {
  const found = useQuery(history(of));
  const undo = useUndo();
  const [undoing, setUndoing] = useState<number>();
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="来历" />;
  const versions = [...found.data].sort((a, b) => b.from_seq - a.from_seq);
  return (
    <>
      <h3>来历</h3>
      <ol className="history" data-part="history">
        {versions.map((version, i) => (
          <li key={version.from_seq} data-seq={version.from_seq}>
            <div className="history-head">
              <b>{version.act_name}</b>
              {personName(version.actor, version.actor_name)}
              {version.told ? <span data-part="told">{toldWords(version.told)}</span> : null}
              <span>
                {moment(version.at)} · 第 {version.from_seq} 次变更
              </span>
              {i > 0 && version.changes.length ? (
                <Link to={`/ledgers/${of.ledger}/${of.book}/${of.record}?then=${version.from_seq}`} data-act="then">
                  看那时的样子
                </Link>
              ) : null}
              {writes && i === 0 && versions.length > 1 ? (
                <button type="button" className="button button-quiet" aria-expanded={undoing === version.from_seq} onClick={() => setUndoing(version.from_seq)}>
                  撤销这次变更
                </button>
              ) : null}
            </div>
            {undoing === version.from_seq ? (
              <UndoForm
                about={`同一次变更里的其他记录也一起撤销。撤销也是一次变更，会留下来。${toldAlso(version.told)}`}
                act="撤销这次变更"
                run={(reason) => undo(reason, { book: of.book, seq: version.from_seq })}
                done={() => setUndoing(undefined)}
              />
            ) : null}
            {version.reason ? <p className="history-why">{version.reason}</p> : null}
            <Changes version={version} first={i === versions.length - 1} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Changes({ version, first }: { version: Version; first: boolean }) {
  if (!version.changes.length) return null;
  const list = (
    <ul className="history-changes">
      {version.changes.map((change) => (
        <li key={change.field}>
          <span>{change.name}</span>
          <span>
            {change.before && !first ? <del>{change.before}</del> : null}
            <ins>{change.after ?? '（空）'}</ins>
          </span>
        </li>
      ))}
    </ul>
  );
  if (!first) return list;
  return (
    <details>
      <summary>当时填写的 {version.changes.length} 项</summary>
      {list}
    </details>
  );
}
