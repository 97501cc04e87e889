import { Button } from 'antd';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Field } from '../../api/types';
import { plainEditOf } from '../editors';
import type { Wrongs } from '../checks';
import { isBlank, type Row } from './rows';

interface Props {
  id: string;
  columns: Field[];
  number: number;
  row: Row;
  wrongs: Wrongs;
  put: (row: Row) => void;
  /** To the row below, which is made where there is none. */
  next: () => void;
  copy: () => void;
  remove: () => void;
  done: () => void;
}

/** The one row that is open: the editors of its columns. Enter leads to the next row, as in a spreadsheet. */
export function RowEdit({ id, columns, number, row, wrongs, put, next, copy, remove, done }: Props) {
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    box.current?.querySelector<HTMLElement>('[aria-invalid="true"], input, textarea, [tabindex="0"]')?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const { target } = event;
    const plain = target instanceof HTMLInputElement && target.role !== 'combobox' && !['radio', 'checkbox'].includes(target.type);
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !plain) return;
    // The form is sent by its button, not from the middle of a table.
    event.preventDefault();
    if (isBlank(row)) done();
    else next();
  };
  return (
    <fieldset ref={box} className="child-edit" aria-label={`第 ${number} 行`} onKeyDown={onKeyDown}>
      <div className="child-cells">
        {columns.map((column) => {
          const Edit = plainEditOf(column);
          const key = `${id}-${column.id}`;
          const wrong = isBlank(row) ? [] : (wrongs[column.id] ?? []);
          return (
            <div key={column.id} data-column={column.id}>
              <label htmlFor={key}>
                {column.name}
                {column.required ? <span className="form-required">必填</span> : null}
              </label>
              <Edit field={column} id={key} describedBy={`${key}-about`} wrong={wrong.length > 0} value={row[column.id]} onChange={(cell) => put({ ...row, [column.id]: cell })} />
              <div id={`${key}-about`}>
                {wrong.map((said) => (
                  <p key={said} className="form-wrong">
                    {said}
                  </p>
                ))}
              </div>
            </div>
          );
        })}
      </div>
      <div className="child-acts">
        <Button size="small" data-act="row-next" onClick={next}>
          下一行
        </Button>
        <Button size="small" data-act="row-copy" onClick={copy}>
          复制一行
        </Button>
        <Button size="small" data-act="row-remove" onClick={remove}>
          去掉这一行
        </Button>
        <Button size="small" data-act="row-done" onClick={done}>
          收起
        </Button>
      </div>
    </fieldset>
  );
}
