import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import '../../styles/forms.css';
import { Problem, at, write } from '../../api/client';
import { requestId } from '../../api/request_id';
import type { LedgerRecord, Receipt } from '../../api/types';
import { asProblem } from '../../shell/Trouble';
import { Workroom } from '../../shell/Workroom';
import { useSaved } from '../../shell/useUndo';
import { Reason } from './form/Reason';
import { Refused } from './form/Refused';
import { useTold } from './form/useTold';

/** Takes a record back. It leaves the lists and figures; its history stays. */
export default function WithdrawForm({ record, done }: { record: LedgerRecord; done: () => void }) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [request] = useState(requestId);
  const told = useTold(record, tried, problem);
  const saved = useSaved();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!reason.trim() || told.nameless) return;
    setSending(true);
    try {
      const path = at`/ledgers/${record.ledger}/records/${record.book}/${record.record}/withdraw`;
      const receipt = await write<Receipt>('POST', path, { request, expects: record.from_seq, reason: reason.trim(), ...told.sent });
      done();
      await saved('已撤回。', receipt);
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setSending(false);
    }
  };
  return (
    <Workroom>
      <form className="form" onSubmit={(event) => void send(event)} aria-label="撤回记录" style={{ marginTop: 18 }}>
        <Refused problem={problem} />
        <p>撤回后，这条记录不再出现在台账里，也不计入任何数字。撤错了，在来历里撤销这次撤回，记录就回来。</p>
        <Reason value={reason} onChange={setReason} wrong={tried && !reason.trim()} usual={['重复登记', '登记错了对象', '事情没有发生']} />
        {told.row}
        <div className="form-acts">
          <Button type="primary" htmlType="submit" loading={sending}>
            撤回这条记录
          </Button>
          <Button onClick={done}>不撤了</Button>
        </div>
      </form>
    </Workroom>
  );
}
