import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import '../../styles/forms.css';
import { changes, units, useOwnBook } from '../../api/queries';
import type { Entry } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { moment } from '../../shell/moment';
import { personName } from '../../shell/people';
import { useAddress } from '../../shell/useAddress';
import { useUndo } from '../../shell/useUndo';

const PAGE = 50;

/** The journal of a book: every Change, newest first, each of which can be taken back by another. */
export default function ChangesScreen() {
  const [value, setAddress] = useAddress();
  const own = useOwnBook();
  const places = useQuery(units);
  const book = value('book') || own;
  const books = [...new Set((places.data ?? []).map((unit) => unit.book))];
  const nameOf = (id: string) => places.data?.find((unit) => unit.id === id)?.name ?? id;
  return (
    <div className="page">
      <div className="page-head">
        <h1>变更</h1>
        <p className="page-about">谁在什么时候、为什么、改了几条。写下的都不会被盖掉；撤销也是一次变更。</p>
      </div>
      {places.error ? <Trouble cause={places.error} retry={() => void places.refetch()} /> : null}
      {books.length > 1 && book ? (
        <div className="filters">
          <label className="chooser">
            <span>账本</span>
            <select value={book} onChange={(event) => setAddress({ book: event.target.value })}>
              {books.map((id) => (
                <option key={id} value={id}>
                  {nameOf(id)}
                </option>
              ))}
            </select>
          </label>
        </div>
      ) : null}
      {book ? <Journal key={book} book={book} /> : places.isPending ? <Waiting what="变更" /> : null}
    </div>
  );
}

function Journal({ book }: { book: string }) {
  const [befores, setBefores] = useState<number[]>([]);
  const found = useQuery(changes(book, befores[befores.length - 1], PAGE));
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="变更" />;
  const { changes: list, next } = found.data;
  if (!list.length) return <Empty title="还没有变更">登记或导入第一条记录后，这里就会有。</Empty>;
  return (
    <div className="sheet" aria-busy={found.isPlaceholderData}>
      <ol className="change-list" data-part="changes">
        {list.map((entry) => (
          <Line key={entry.seq} entry={entry} undoneBy={list.find(({ undoes }) => undoes === entry.seq)?.seq} />
        ))}
      </ol>
      <div className="pager">
        <span>{befores.length ? `第 ${befores[befores.length - 1]} 号以前` : '最新在前'}</span>
        <span className="pager-acts">
          <button type="button" className="button" disabled={!befores.length} onClick={() => setBefores(befores.slice(0, -1))}>
            较新的
          </button>
          <button type="button" className="button" disabled={!next} onClick={() => next && setBefores([...befores, next])}>
            更早的
          </button>
        </span>
      </div>
    </div>
  );
}

function Line({ entry, undoneBy }: { entry: Entry; undoneBy: number | undefined }) {
  const undo = useUndo();
  const [sure, setSure] = useState(false);
  const taken = entry.act === 'activate';
  return (
    <li data-seq={entry.seq} className={undoneBy ? 'change-undone' : undefined}>
      <div className="change-line">
        <span className="change-seq">{entry.seq} 号</span>
        <b>{entry.act_name}</b>
        <span className="change-why">
          {entry.undoes ? `撤销第 ${entry.undoes} 号` : (entry.reason ?? '')}
          <span className="hint">
            {entry.rows} 条 · {personName(entry.actor)}
          </span>
        </span>
        <span className="change-when">{moment(entry.at)}</span>
        <span className="change-acts">
          {undoneBy ? <span className="hint">已由 {undoneBy} 号撤销</span> : taken ? null : sure ? (
            <>
              <button
                type="button"
                className="button"
                onClick={() => {
                  setSure(false);
                  void undo(entry);
                }}
              >
                撤销这 {entry.rows} 条
              </button>
              <button type="button" className="button button-quiet" onClick={() => setSure(false)}>
                不撤
              </button>
            </>
          ) : (
            <button type="button" className="button button-quiet" aria-label={`撤销第 ${entry.seq} 号变更`} onClick={() => setSure(true)}>
              撤销
            </button>
          )}
        </span>
      </div>
    </li>
  );
}
