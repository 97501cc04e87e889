import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import '../../styles/forms.css';
import { changes, session, units, useOwnBook, type ChangesAsk } from '../../api/queries';
import type { Entry } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble, asProblem } from '../../shell/Trouble';
import { UndoForm } from '../../shell/UndoForm';
import { Waiting } from '../../shell/Waiting';
import { useTitle } from '../../shell/useTitle';
import { moment } from '../../shell/moment';
import { personName } from '../../shell/people';
import { useAddress } from '../../shell/useAddress';
import { useUndo } from '../../shell/useUndo';
import { Workroom } from '../../shell/Workroom';
import { toldWords } from '../record/form/told';
import { ChangeFilters, askOf } from './ChangeFilters';
import { Touched } from './Touched';
import { booksFor } from './books';
import { aboutUndo, changeInWords } from './words';

const PAGE = 50;

/** The journal of a book: every Change, newest first, each of which can be taken back by another. */
export default function ChangesScreen() {
  useTitle('变更');
  const [value, setAddress] = useAddress();
  const own = useOwnBook();
  const places = useQuery(units);
  const who = useQuery(session).data;
  const books = who && places.data ? booksFor(who, places.data) : [];
  // Whoever works for the topmost unit begins with a book that he may read.
  const book = value('book') || (own && books.length && !books.includes(own) ? books[0] : own);
  const ask = askOf(value);
  // As the list asks first, so once for both; the kinds of acts come with it.
  const first = useQuery({ ...changes(book ?? '', undefined, PAGE, ask), enabled: Boolean(book) });
  const closed = isClosed(first.error);
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
            <span>单位</span>
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
      {book && !closed ? (
        <Workroom>
          <ChangeFilters acts={first.data?.acts ?? []} />
        </Workroom>
      ) : null}
      {book ? <Journal key={`${book} ${JSON.stringify(ask)}`} book={book} ask={ask} /> : places.isPending ? <Waiting what="变更" /> : null}
    </div>
  );
}

/** A book in which somebody reaches nothing, and that of accounts and units, have no journal for him. */
function isClosed(error: unknown): boolean {
  return Boolean(error) && asProblem(error).status === 404;
}

function Journal({ book, ask }: { book: string; ask: ChangesAsk }) {
  const [befores, setBefores] = useState<number[]>([]);
  const found = useQuery(changes(book, befores[befores.length - 1], PAGE, ask));
  if (isClosed(found.error)) {
    return (
      <Empty title="这个单位的变更，您现在的岗位看不到">
        要看一条记录改过什么、是谁改的，请到<Link to="/ledgers">台账</Link>里打开那一条，下面的“来历”里每次都有，写错的也能在那里撤销。
      </Empty>
    );
  }
  if (found.error) return <Trouble cause={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Waiting what="变更" />;
  const { changes: list, next, partial } = found.data;
  if (!list.length && Object.keys(ask).length) return <Empty title="没有这样的变更">换个条件，或把上面的条件清掉。</Empty>;
  if (!list.length) {
    return (
      <Empty title="还没有变更">
        登记或导入第一条{partial ? '您能看的' : ''}记录后，这里就会有。到<Link to="/ledgers">台账</Link>里选一本开始。
      </Empty>
    );
  }
  return (
    <div className="sheet" aria-busy={found.isPlaceholderData}>
      {partial ? (
        <p className="hint change-part" data-part="partial">
          只列出动过您能看的记录的变更，条数也只算这些记录。
        </p>
      ) : null}
      <ol className="change-list" data-part="changes">
        {list.map((entry) => (
          <Line key={entry.seq} entry={entry} partial={partial} undoneBy={list.find(({ undoes }) => undoes === entry.seq)?.seq} />
        ))}
      </ol>
      <div className="pager">
        <span>{befores.length ? `第 ${befores[befores.length - 1]} 次以前` : '最新在前'}</span>
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

function Line({ entry, partial, undoneBy }: { entry: Entry; partial: boolean; undoneBy: number | undefined }) {
  const undo = useUndo();
  const [asking, setAsking] = useState(false);
  const [looking, setLooking] = useState(false);
  const { name, why } = changeInWords(entry);
  const issued = entry.act === 'issue';
  // Who only watches takes nothing back.
  const works = useQuery(session).data?.works ?? false;
  return (
    <li data-seq={entry.seq} className={undoneBy ? 'change-undone' : undefined}>
      <div className="change-line">
        <span className="change-seq">第 {entry.seq} 次</span>
        <b>{name}</b>
        <span className="change-why">
          {why}
          <span className="hint">
            {issued ? (
              ''
            ) : (
              <>
                <button type="button" className="button-text" aria-expanded={looking} aria-label={`第 ${entry.seq} 次变更的 ${entry.rows} 条记录`} onClick={() => setLooking(!looking)}>
                  {entry.rows} 条
                </button>
                {' · '}
              </>
            )}
            {personName(entry.actor, entry.actor_name)}
            {entry.told ? ` ${toldWords(entry.told)}` : ''}
          </span>
        </span>
        <span className="change-when">{moment(entry.at)}</span>
        <span className="change-acts">
          {undoneBy ? (
            <span className="hint">已由第 {undoneBy} 次撤销</span>
          ) : entry.act === 'activate' || entry.act === 'open' || !works ? null : (
            <button type="button" className="button button-quiet" aria-label={`撤销第 ${entry.seq} 次变更`} aria-expanded={asking} onClick={() => setAsking(!asking)}>
              撤销……
            </button>
          )}
        </span>
      </div>
      {looking ? <Touched book={entry.book} seq={entry.seq} /> : null}
      {asking && !undoneBy ? (
        <UndoForm
          about={aboutUndo(entry, partial)}
          act={issued ? '撤回这一版' : `撤销这 ${entry.rows} 条`}
          run={(reason) => undo(reason, entry)}
          done={() => setAsking(false)}
        />
      ) : null}
    </li>
  );
}
