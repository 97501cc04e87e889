import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import '../../styles/forms.css';
import { at, write } from '../../api/client';
import type { Ledger, LedgerRecord, Opened } from '../../api/types';
import { Workroom } from '../../shell/Workroom';
import { useDeed } from '../../shell/useDeed';
import { Refused } from './form/Refused';
import type { Opened as Shown } from './useOpened';

interface Props {
  ledger: Ledger;
  record: LedgerRecord;
  opened: (opened: Shown) => void;
  done: () => void;
}

/** Asks what for, before what is masked is shown; the answer is journaled with it. */
export default function OpenForm({ ledger, record, opened, done }: Props) {
  const [purpose, setPurpose] = useState('');
  const [note, setNote] = useState('');
  const path = at`/ledgers/${record.ledger}/records/${record.book}/${record.record}/open`;
  const { form, busy, problem, wrongOf, send } = useDeed(
    (request) => write<Opened>('POST', path, { request, purpose, ...(note.trim() ? { note: note.trim() } : {}) }),
    (answer) => opened({ ...answer, purpose: ledger.purposes.find(({ code }) => code === purpose)?.name ?? purpose }),
  );
  const wrong = (field: string) => wrongOf(field).map(({ message, hint }) => <p key={message} className="form-wrong">{`${message}${hint ?? ''}`}</p>);

  return (
    <Workroom>
      <form ref={form} className="form" noValidate onSubmit={send} aria-label="查看隐去的内容" style={{ marginTop: 18 }}>
        <Refused problem={problem} />
        <div className="form-row">
          <fieldset>
            <legend>看了做什么用</legend>
            <Radio.Group
              aria-label="看了做什么用"
              aria-invalid={wrongOf('purpose').length > 0}
              options={ledger.purposes.map(({ code, name }) => ({ value: code, label: name }))}
              value={purpose}
              onChange={(event) => setPurpose(String(event.target.value))}
            />
          </fieldset>
          {wrong('purpose')}
        </div>
        <div className="form-row">
          <label htmlFor="open-note">说明</label>
          <Input id="open-note" value={note} maxLength={200} aria-invalid={wrongOf('note').length > 0} onChange={(event) => setNote(event.target.value)} />
          <p className="form-help">比如：通知领取救助款。选“其他”的必须写。</p>
          {wrong('note')}
        </div>
        <p className="form-help">谁、哪天、为什么看了这条记录，会记进账本，审计员看得到。</p>
        <div className="form-acts">
          <Button type="primary" htmlType="submit" loading={busy}>
            查看
          </Button>
          <Button onClick={done}>不看了</Button>
        </div>
      </form>
    </Workroom>
  );
}
