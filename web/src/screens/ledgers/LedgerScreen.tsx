import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import '../../styles/forms.css';
import { ledger as ledgerQuery, records } from '../../api/queries';
import type { Ledger } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { Filters } from './Filters';
import { RecordTable } from './RecordTable';
import { expression, filterable, read, write, type Condition } from './filter';

const PAGE = 50;

/** One ledger: its records, filtered and sorted as the address says. */
export default function LedgerScreen() {
  const id = useParams().ledger ?? '';
  const found = useQuery(ledgerQuery(id));
  return (
    <div className="page">
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="台账" /> : null}
      {found.data ? <Records ledger={found.data} /> : null}
    </div>
  );
}

function Records({ ledger }: { ledger: Ledger }) {
  const [address, setAddress] = useSearchParams();
  const [cursors, setCursors] = useState<string[]>([]);
  const conditions = address.getAll('f').map(read).filter((condition): condition is Condition => condition !== undefined);
  const filter = expression(conditions, filterable(ledger));
  const unit = address.get('unit') ?? '';
  const sort = address.get('sort') ?? '';
  const after = cursors[cursors.length - 1];
  const found = useQuery(
    records(ledger.id, {
      limit: PAGE,
      ...(unit ? { unit } : {}),
      ...(filter ? { filter } : {}),
      ...(sort ? { sort } : {}),
      ...(after ? { after } : {}),
    }),
  );

  const change = (edit: (query: URLSearchParams) => void) => {
    setCursors([]);
    setAddress((now) => {
      const next = new URLSearchParams(now);
      edit(next);
      next.delete('open');
      return next;
    });
  };
  const put = (key: string, value: string) => change((query) => (value ? query.set(key, value) : query.delete(key)));
  const page = found.data;
  const first = cursors.length * PAGE + 1;

  return (
    <>
      <div className="page-head">
        <h1>{ledger.name}</h1>
        <div className="page-tools">
          <Link className="button" to="import">
            导入表格
          </Link>
          <Link className="button button-first" to="new">
            新登记
          </Link>
        </div>
        {ledger.help ? <p className="page-about">{ledger.help}</p> : null}
      </div>
      <Filters
        ledger={ledger}
        unit={unit}
        setUnit={(next) => put('unit', next)}
        conditions={conditions}
        setConditions={(next) =>
          change((query) => {
            query.delete('f');
            next.forEach((condition) => query.append('f', write(condition)));
          })
        }
      />
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="记录" /> : null}
      {page && !page.records.length ? (
        <Empty title={filter || unit ? '没有符合条件的记录' : '这个台账还是空的'}>
          {filter || unit ? '请去掉一些条件，或换一个单位再看。' : '请点“新登记”填写第一条，或点“导入表格”把现有的表交进来。'}
        </Empty>
      ) : null}
      {page?.records.length ? (
        <div className="sheet" aria-busy={found.isPlaceholderData}>
          <RecordTable ledger={ledger} records={page.records} sort={sort} setSort={(next) => put('sort', next)} />
          <div className="pager">
            <span>
              第 {first}–{first + page.records.length - 1} 条，共 {page.total} 条
            </span>
            <span className="pager-acts">
              <button type="button" className="button" disabled={!cursors.length} onClick={() => setCursors(cursors.slice(0, -1))}>
                上一页
              </button>
              <button
                type="button"
                className="button"
                disabled={!page.next || found.isPlaceholderData}
                onClick={() => page.next && setCursors([...cursors, page.next])}
              >
                下一页
              </button>
            </span>
          </div>
        </div>
      ) : null}
    </>
  );
}
