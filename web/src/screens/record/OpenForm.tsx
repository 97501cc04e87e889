import { Button, Input, Radio } from 'antd';
import { useState, type FormEvent } from 'react';
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
  const [tried, setTried] = useState(false);
  const inWords = purpose === 'other';
  const missing = tried && inWords && !note.trim();

  const { form, busy, problem, send } = useDeed(
    async (request) => {
      const look = { request, purpose, ...(note.trim() ? { note: note.trim() } : {}) };
      const answer = await write<Opened>('POST', at`/ledgers/${record.ledger}/records/${record.book}/${record.record}/open`, look);
      return { ...answer, look, purpose: ledger.purposes.find(({ code }) => code === purpose)?.name ?? purpose };
    },
    opened,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (purpose && !(inWords && !note.trim())) send(event);
  };

  return (
    <Workroom>
      <form ref={form} className="form" noValidate onSubmit={submit} aria-label="查看隐去的内容" style={{ marginTop: 18 }}>
        <Refused problem={problem} />
        <div className="form-row">
          <fieldset>
            <legend>看了做什么用</legend>
            <Radio.Group
              aria-label="看了做什么用"
              aria-invalid={tried && !purpose}
              options={ledger.purposes.map(({ code, name }) => ({ value: code, label: name }))}
              value={purpose}
              onChange={(event) => setPurpose(String(event.target.value))}
            />
          </fieldset>
          {tried && !purpose ? <p className="form-wrong">请选一个用途。</p> : null}
        </div>
        <div className="form-row">
          <label htmlFor="open-note">
            说明{inWords ? <span className="form-required">必填</span> : null}
          </label>
          <Input id="open-note" value={note} maxLength={200} aria-invalid={missing} onChange={(event) => setNote(event.target.value)} />
          {missing ? <p className="form-wrong">请用一句话写明做什么用。</p> : <p className="form-help">比如：通知领取救助款。</p>}
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
