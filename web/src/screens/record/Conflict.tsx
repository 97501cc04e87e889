import { Button } from 'antd';
import type { Json, Ledger, LedgerRecord } from '../../api/types';
import { same } from './form/useDraft';

interface Props {
  ledger: Ledger;
  read: LedgerRecord;
  newer: LedgerRecord;
  mine: Record<string, Json>;
  keepMine: () => void;
  dropMine: () => void;
}

/** Somebody else was quicker: what they changed, and whether it touches what is being changed here. */
export function Conflict({ ledger, read, newer, mine, keepMine, dropMine }: Props) {
  const theirs = ledger.fields.filter(({ id }) => !same(read.fields[id], newer.fields[id]) || read.shown[id] !== newer.shown[id]);
  return (
    <section className="definition" aria-label="别人的改动" data-part="conflict">
      <b>您打开之后，别人改了：</b>
      <ul className="history-changes">
        {theirs.map((field) => (
          <li key={field.id}>
            <span>{field.name}</span>
            <span>
              <del>{read.shown[field.id] ?? '（空）'}</del>
              <ins>{newer.shown[field.id] ?? '（空）'}</ins>
              {field.id in mine ? '，您也改了这一项' : ''}
            </span>
          </li>
        ))}
      </ul>
      {theirs.length ? null : <p>内容没有不同，可以接着保存。</p>}
      <p style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 10 }}>
        <Button type="primary" onClick={keepMine}>
          在最新内容上接着改
        </Button>
        <Button onClick={dropMine}>用别人的，放弃我的</Button>
      </p>
    </section>
  );
}
