import { Popover } from '../../../shell/Popover';
import { moved, type Column } from './shown_columns';

interface Props {
  all: Column[];
  shown: Column[];
  /** The chosen columns in their order; undefined for the usual ones. */
  choose: (ids: string[] | undefined) => void;
}

/** Which columns, and in which order: remembered for this ledger on this device, and carried in the address. */
export function ColumnsMenu({ all, shown, choose }: Props) {
  const ids = shown.map(({ id }) => id);
  const rest = all.filter(({ id }) => !ids.includes(id));
  return (
    <Popover name={`列 ${ids.length}`} label="选择列" act="columns" toLeft>
      {() => (
        <>
          <ol className="column-list" aria-label="选出的列">
            {shown.map((column, i) => (
              <li key={column.id} data-column={column.id}>
                <label>
                  <input type="checkbox" checked onChange={() => choose(ids.filter((id) => id !== column.id))} />
                  {column.name}
                </label>
                <button type="button" className="button button-quiet" aria-label={`${column.name}上移`} disabled={i === 0} onClick={() => choose(moved(ids, column.id, -1))}>
                  ↑
                </button>
                <button type="button" className="button button-quiet" aria-label={`${column.name}下移`} disabled={i === ids.length - 1} onClick={() => choose(moved(ids, column.id, 1))}>
                  ↓
                </button>
              </li>
            ))}
          </ol>
          {rest.length ? (
            <ul className="column-list column-rest" aria-label="没有选出的列">
              {rest.map((column) => (
                <li key={column.id} data-column={column.id}>
                  <label>
                    <input type="checkbox" checked={false} onChange={() => choose([...ids, column.id])} />
                    {column.name}
                  </label>
                </li>
              ))}
            </ul>
          ) : null}
          <p className="condition-acts">
            <button type="button" className="button" data-act="columns-reset" onClick={() => choose(undefined)}>
              恢复默认
            </button>
          </p>
        </>
      )}
    </Popover>
  );
}
