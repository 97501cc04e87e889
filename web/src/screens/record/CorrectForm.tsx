import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import '../../styles/forms.css';
import { Problem, at, get, write } from '../../api/client';
import { session, useRefresh } from '../../api/queries';
import { requestId } from '../../api/request_id';
import type { Ledger, LedgerRecord, Look, Receipt, Session } from '../../api/types';
import { AttachmentPlace, useHanding } from '../../fields/attachment/place';
import { judge } from '../../fields/checks';
import { asProblem } from '../../shell/Trouble';
import { useLeaving } from '../../shell/useLeaving';
import { Waiting } from '../../shell/Waiting';
import { Workroom } from '../../shell/Workroom';
import { useSaved } from '../../shell/useUndo';
import { Conflict } from './Conflict';
import { FormFields } from './form/FormFields';
import { offersOf, type Fill, type Offer } from './form/fills';
import { Reason } from './form/Reason';
import { Refused, focusFirstWrong, withFindings } from './form/Refused';
import { useChosen } from './form/useChosen';
import { useDraft } from './form/useDraft';
import { useTold } from './form/useTold';
import { Left } from './Left';
import { drop, hasMovedOn, keepUncorrected, uncorrectedOf, type Uncorrected } from './uncorrected';

interface Props {
  ledger: Ledger;
  record: LedgerRecord;
  look?: Look | undefined;
  done: () => void;
}

/** Corrects a record. What was not saved the last time is offered first. */
export default function CorrectForm(props: Props) {
  const who = useQuery(session).data;
  const { record } = props;
  const [left, setLeft] = useState(() => (who ? uncorrectedOf(who.actor, record) : undefined));
  const [begun, setBegun] = useState<Uncorrected>();
  if (!who) return <Waiting what="表单" />;
  if (!left) return <Form {...props} who={who} begun={begun} />;
  return (
    <Left
      ledger={props.ledger}
      left={left}
      goOn={() => {
        setBegun(left);
        setLeft(undefined);
      }}
      giveUp={() => {
        drop(who.actor, record);
        setLeft(undefined);
      }}
    />
  );
}

interface FormProps extends Props {
  who: Session;
  begun: Uncorrected | undefined;
}

/** Only what differs is sent, with the version it was read at and the reason. */
function Form({ ledger, record, look, done, who, begun }: FormProps) {
  const { today, actor } = who;
  const [base, setBase] = useState(begun?.read ?? record);
  const draft = useDraft(base.fields, begun?.written);
  // A record that is chosen anew says what it says; nothing is taken over that nobody asked for.
  const { records, chosen } = useChosen();
  const [taken, setTaken] = useState<Record<string, Fill>>(begun?.taken ?? {});
  const offers = offersOf(ledger, records, draft.values, today);
  const take = (field: string, { by, value, text }: Offer) => {
    draft.set(field, value);
    setTaken((now) => ({ ...now, [field]: { by, value, text } }));
  };
  const [reason, setReason] = useState(begun?.reason ?? '');
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  // What others wrote since it was begun is met before it is sent.
  const [newer, setNewer] = useState(begun && hasMovedOn(begun, record) ? record : undefined);
  const [request, setRequest] = useState(requestId);
  const told = useTold(base, tried, problem);
  const form = useRef<HTMLFormElement>(null);
  const saved = useSaved();
  const client = useQueryClient();
  const refresh = useRefresh();
  const { handing, isHanding } = useHanding();
  const place = useMemo(() => ({ ledger: ledger.id, record: base, look, handing }), [ledger.id, base, look, handing]);

  const wrongs = withFindings(judge(ledger, draft.values, today, base.masked), problem?.findings ?? [], ledger);
  const untouched = Object.keys(draft.changed).length === 0;
  useLeaving(!untouched && !sending);
  // What was opened for a purpose is kept nowhere else, also not as what somebody was about to correct (ADR 0030).
  const [wasOpened] = useState(look !== undefined);
  const says = JSON.stringify([base.from_seq, draft.changed, reason]);
  useEffect(() => {
    if (untouched || wasOpened) drop(actor, base);
    else keepUncorrected(actor, { read: base, written: draft.changed, taken, reason });
  }, [says]);
  const giveUp = () => {
    drop(actor, base);
    done();
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const own = judge(ledger, draft.values, today, base.masked);
    if (untouched || Object.keys(own).length || !reason.trim() || told.nameless) return focusFirstWrong(form.current);
    setSending(true);
    setProblem(undefined);
    const path = at`/ledgers/${base.ledger}/records/${base.book}/${base.record}`;
    try {
      const body = { request, expects: base.from_seq, fields: draft.changed, reason: reason.trim(), ...told.sent };
      const receipt = await write<Receipt>('PATCH', path, body);
      giveUp();
      await saved('已更正。', receipt);
    } catch (cause) {
      const refused = asProblem(cause);
      // The door asks who it is; what was written is found again behind it.
      if (refused.status === 401) await client.invalidateQueries({ queryKey: ['session'] });
      if (refused.code === 'record.conflict') setNewer(await get<LedgerRecord>(path).catch(() => undefined));
      setProblem(refused);
      setRequest((now) => (refused.status === 0 ? now : requestId()));
    } finally {
      setSending(false);
    }
  };

  return (
    <Workroom>
      <form className="form" ref={form} noValidate onSubmit={(event) => void send(event)} aria-label="更正记录" style={{ marginTop: 18 }}>
        <Refused problem={problem} />
        {newer ? (
          <Conflict
            ledger={ledger}
            read={base}
            newer={newer}
            mine={draft.changed}
            keepMine={() => {
              draft.rebase(newer.fields);
              setBase(newer);
              setNewer(undefined);
              setProblem(undefined);
            }}
            dropMine={() => {
              giveUp();
              // The page behind still shows what was read before.
              void refresh();
            }}
          />
        ) : null}
        <AttachmentPlace.Provider value={place}>
          <FormFields key={base.from_seq} ledger={ledger} draft={draft} today={today} wrongs={wrongs} record={base} all={tried} fills={taken} offers={offers} take={take} chosen={chosen} />
        </AttachmentPlace.Provider>
        {(wrongs[''] ?? []).map((words) => (
          <p key={words} className="form-wrong" role="alert">
            {words}
          </p>
        ))}
        <Reason value={reason} onChange={setReason} wrong={tried && !reason.trim()} />
        {told.row}
        <div className="form-acts">
          <Button type="primary" htmlType="submit" loading={sending} disabled={newer !== undefined || isHanding}>
            {isHanding ? '照片或文件还在交' : '保存更正'}
          </Button>
          <Button onClick={giveUp}>不改了</Button>
          {tried && untouched ? <p className="form-wrong">还没有改动任何内容。</p> : null}
        </div>
      </form>
    </Workroom>
  );
}
