import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import '../../styles/forms.css';
import '../../styles/lists.css';
import { ledger as ledgerQuery, records, session } from '../../api/queries';
import type { Ledger } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Ways } from '../../shell/Ways';
import { useTitle } from '../../shell/useTitle';
import { useUnitName } from '../../shell/useUnitName';
import { Waiting } from '../../shell/Waiting';
import { ExportMenu } from './ExportMenu';
import { narrowed } from './list/asked';
import { BrokenView } from './list/BrokenView';
import { ColumnsMenu } from './list/ColumnsMenu';
import { filterable } from './list/filter';
import { FilterBar } from './list/FilterBar';
import { listAsk, sortsOf } from './list/list_ask';
import { Pager } from './list/Pager';
import { RecordTable } from './list/RecordTable';
import { Said } from './list/Said';
import { SelectionBar } from './list/SelectionBar';
import { NONE } from './list/selection';
import { columnsOf, exportColumns, shownColumns } from './list/shown_columns';
import { SortChooser } from './list/SortChooser';
import { useAsked } from './list/useAsked';
import { useSlash } from './list/useSlash';
import { viewQuery } from './list/views';
import { ViewsMenu } from './list/ViewsMenu';
import { placeField } from './map/places';
import { useMapAsked } from './map/useMapAsked';
import { TakeBack } from './TakeBack';
import { goneTo } from './used';

const LedgerMap = lazy(() => import('./map/LedgerMap'));

/** One ledger: its records, filtered and sorted as the address says. */
export default function LedgerScreen() {
  const id = useParams().ledger ?? '';
  const found = useQuery(ledgerQuery(id));
  const who = useQuery(session).data;
  const today = who?.today;
  const known = found.data !== undefined;
  useTitle(found.data?.name, '台账');
  useEffect(() => {
    if (who && known) goneTo(who.actor, id);
  }, [who?.actor, id, known]);
  return (
    <div className="page page-wide">
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="台账" /> : null}
      {found.data && today ? <Records key={id} ledger={found.data} today={today} /> : null}
    </div>
  );
}

function Records({ ledger, today }: { ledger: Ledger; today: string }) {
  const { asked, query, ask, chooseColumns, start, back, on } = useAsked(ledger.id);
  const [selection, select] = useState(NONE);
  // At a hand's width what is used now and then stands behind a button, so that records begin on the first screen.
  const [more, setMore] = useState(false);
  const reading = { fields: filterable(ledger), today, unitName: useUnitName() };
  const { unit, size, after, word } = asked;
  const list = listAsk(ledger, asked, today);
  const found = useQuery(records(ledger.id, { limit: size, ...list, ...(after ? { after } : {}) }));
  // What is chosen belongs to what was asked; another question begins with nothing chosen.
  const question = [unit, word, list.filter].join(' ');
  useEffect(() => select(NONE), [question]);
  const where = placeField(ledger);
  const [mapAsked, chooseMap] = useMapAsked();
  const onMap = where !== undefined && mapAsked;
  useSlash('[data-part="filters"] input, [data-part="filters"] button');

  const page = found.data;
  const columns = shownColumns(ledger, asked.columns, page?.records ?? []);
  return (
    <>
      <div className="page-head list-head" data-more={more}>
        <h1>{ledger.name}</h1>
        <div className="page-tools">
          <ExportMenu ledger={ledger.id} asked={list} columns={exportColumns(ledger, columns)} total={page?.total ?? 0} />
          {ledger.writes ? (
            <>
              <Link className="button" to="import">
                导入表格
              </Link>
              <Link className="button button-first" to="new">
                新登记
              </Link>
            </>
          ) : null}
          <button type="button" className="button list-fold" data-act="more" aria-expanded={more} onClick={() => setMore(!more)}>
            {more ? '收起' : '更多'}
          </button>
        </div>
        {ledger.help ? <p className="page-about">{ledger.help}</p> : null}
      </div>
      <FilterBar asked={asked} reading={reading} ask={ask}>
        <SortChooser columns={columnsOf(ledger)} usual={ledger.kind === 'register' ? '登记先后' : '最近在前'} sorts={asked.sorts} setSorts={(sorts) => ask({ sorts })} />
        <ViewsMenu ledger={ledger} query={viewQuery(query)} />
        <ColumnsMenu all={columnsOf(ledger)} shown={columns} choose={chooseColumns} />
      </FilterBar>
      <div className="list-line">
        <Said asked={asked} reading={reading} total={found.isPlaceholderData || found.error ? undefined : page?.total} ask={ask} />
        {where ? <Ways map={onMap} choose={chooseMap} plain="列表" /> : null}
      </div>
      {onMap ? (
        <Suspense fallback={<Waiting what="地图" />}>
          <LedgerMap ledger={ledger.id} name={ledger.name} field={where.id} asked={list} />
        </Suspense>
      ) : null}
      <BrokenView ledger={ledger} query={viewQuery(query)} refused={found.error !== null} ask={ask} />
      <SelectionBar ledger={ledger} columns={columns} selection={selection} select={select} />
      {found.error ? (
        <>
          <Trouble cause={found.error} retry={() => void found.refetch()} />
          {start ? (
            <button type="button" className="button" onClick={start}>
              回到第一页
            </button>
          ) : null}
        </>
      ) : null}
      {found.isPending ? <Waiting what="记录" /> : null}
      {page && !page.records.length && !found.error && !onMap ? (
        <>
          <NoRows narrowed={narrowed(asked)} later={after !== ''} writes={ledger.writes} />
          <TakeBack ledger={ledger} />
        </>
      ) : null}
      {page?.records.length && !found.error && !onMap ? (
        <div className="sheet" aria-busy={found.isPlaceholderData}>
          <RecordTable
            ledger={ledger}
            asked={list}
            columns={columns}
            records={page.records}
            total={page.total}
            skipped={asked.skipped}
            sorts={sortsOf(ledger, asked)}
            setSorts={(sorts) => ask({ sorts })}
            selection={selection}
            select={select}
          />
          <Pager
            first={asked.skipped + 1}
            count={page.records.length}
            total={page.total}
            size={size}
            setSize={(next) => ask({ size: next })}
            start={start}
            back={back}
            on={page.next && !found.isPlaceholderData ? () => on(page.next ?? '') : undefined}
          />
        </div>
      ) : null}
    </>
  );
}

function NoRows({ narrowed: some, later, writes }: { narrowed: boolean; later: boolean; writes: boolean }) {
  if (later) return <Empty title="这一页已经没有记录了">请点“第一页”从头看起。</Empty>;
  if (some) return <Empty title="没有符合条件的记录">请去掉一些条件，或换一个单位再看。</Empty>;
  if (!writes) return <Empty title="这个台账还是空的">这个台账由别的岗位填写，有了记录就会在这里。</Empty>;
  return (
    <Empty title="这个台账还是空的">
      请点“<Link to="new">新登记</Link>”填写第一条，或点“<Link to="import">导入表格</Link>”把现有的表交进来。
    </Empty>
  );
}
