import { Link } from 'react-router';
import type { LedgerHere, UnitPage } from '../../api/types';
import { periodInWords } from '../../figures/period';
import { countWord, listOf, parted } from './list_of';

const KINDS: { kind: LedgerHere['kind']; name: string }[] = [
  { kind: 'register', name: '名册' },
  { kind: 'log', name: '记录' },
  { kind: 'case', name: '事项' },
];

/** What each ledger has of the unit. A number opens the list of just these records. */
export function UnitLedgers({ page }: { page: UnitPage }) {
  const { some, none } = parted(page.ledgers);
  const when = { register: `${periodInWords(page.on)}在册的`, log: `${periodInWords(page.period)}的`, case: '' };
  return (
    <section aria-label="台账" data-part="unit-ledgers">
      {KINDS.map(({ kind, name }) => {
        const own = some.filter((ledger) => ledger.kind === kind);
        if (!own.length) return null;
        return (
          <div key={kind}>
            <h2 className="group-title">
              {name}
              {when[kind] ? <small>{when[kind]}</small> : null}
            </h2>
            <ul className="sheet unit-ledgers">
              {own.map((ledger) => (
                <Row key={ledger.ledger} ledger={ledger} page={page} />
              ))}
            </ul>
          </div>
        );
      })}
      {none.length ? (
        <p className="hint unit-none" data-part="unit-none">
          没有记录的：
          {none.map((ledger, i) => (
            <span key={ledger.ledger}>
              {i ? '、' : ''}
              <Link to={{ pathname: `/ledgers/${ledger.ledger}`, search: new URLSearchParams({ unit: page.unit.id }).toString() }}>{ledger.name}</Link>
            </span>
          ))}
        </p>
      ) : null}
    </section>
  );
}

function Row({ ledger, page }: { ledger: LedgerHere; page: UnitPage }) {
  const { counts } = ledger;
  const [first] = counts;
  return (
    <li data-ledger={ledger.ledger}>
      <b>{ledger.name}</b>
      <span className="unit-counts">
        {counts.map((count) => {
          const word = countWord(count, page.period);
          return (
            <Link key={count.what} to={listOf(ledger.ledger, page.unit.id, count)} data-what={count.what} aria-label={`${ledger.name}，${word} ${count.total} 条，打开列表`}>
              {counts.length > 1 ? <span className="hint">{word} </span> : null}
              <span className="unit-count">{count.total}</span> 条
            </Link>
          );
        })}
      </span>
      <span className="unit-acts">
        {ledger.mapped && first ? (
          <Link to={listOf(ledger.ledger, page.unit.id, first, true)} aria-label={`${ledger.name}，看地图`}>
            地图
          </Link>
        ) : null}
        {ledger.writes ? (
          <Link to={{ pathname: `/ledgers/${ledger.ledger}/new`, search: new URLSearchParams({ unit: page.unit.id }).toString() }} aria-label={`登记${ledger.name}`}>
            登记
          </Link>
        ) : null}
      </span>
    </li>
  );
}
