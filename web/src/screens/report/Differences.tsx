import type { Difference } from '../../api/types';
import { see } from './places';

const FIRST = 6;

/** Figures that read differently in two documents: what was printed, what is printed. A click goes to the place. */
export function Differences({ differences }: { differences: Difference[] }) {
  return (
    <>
      <List of={differences.slice(0, FIRST)} />
      {differences.length > FIRST ? (
        <details>
          <summary>还有 {differences.length - FIRST} 个</summary>
          <List of={differences.slice(FIRST)} />
        </details>
      ) : null}
    </>
  );
}

function List({ of }: { of: Difference[] }) {
  return (
    <ul className="differences" data-part="differences">
      {of.map((one, i) => (
        <li key={i}>
          <button type="button" className="button button-quiet" onClick={() => see(one)}>
            {one.name}
            {one.unit_name ? <span className="hint">{one.unit_name}</span> : null}
          </button>
          <span className="difference">
            {one.was === null || one.was === undefined ? <i>原来没有</i> : <del>{one.was}</del>} →{' '}
            {one.is === null || one.is === undefined ? <i>不再写</i> : <b>{one.is}</b>}
            {one.redefined ? <i className="heed">口径变了</i> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
