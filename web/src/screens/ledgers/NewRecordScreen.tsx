import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import '../../styles/forms.css';
import { Problem, at, write } from '../../api/client';
import { ledger as ledgerQuery, session, units } from '../../api/queries';
import { requestId } from '../../api/request_id';
import type { Ledger, Receipt, Session, Unit, Values } from '../../api/types';
import { AttachmentPlace, useHanding } from '../../fields/attachment/place';
import { judge } from '../../fields/checks';
import { Trouble, asProblem } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { Workroom } from '../../shell/Workroom';
import { useLeaving } from '../../shell/useLeaving';
import { useTitle } from '../../shell/useTitle';
import { useSaved } from '../../shell/useUndo';
import { FormFields } from '../record/form/FormFields';
import { Refused, focusFirstWrong, withFindings } from '../record/form/Refused';
import { sent } from '../record/form/fills';
import { ToldRow } from '../record/form/ToldRow';
import { NAMELESS, isNameless, keepTold, sentTold, toldBefore, wrongTold, type Telling } from '../record/form/told';
import { usePrefilled } from '../record/form/usePrefilled';
import { finish, keepUnfinished, unfinishedOf } from './unfinished';
import { goneTo } from './used';

/** A new record of a ledger. */
export default function NewRecordScreen() {
  const id = useParams().ledger ?? '';
  const known = useQuery(ledgerQuery(id));
  const who = useQuery(session);
  const all = useQuery(units);
  const [round, setRound] = useState(0);
  useTitle('新登记', known.data?.name);
  const cause = known.error ?? who.error ?? all.error;
  if (cause) return <div className="page"><Trouble cause={cause} /></div>;
  if (!known.data || !who.data || !all.data) return <Waiting what="表单" />;
  const anew = () => {
    finish(who.data.actor, id);
    setRound(round + 1);
  };
  return <Form key={`${id} ${round}`} ledger={known.data} who={who.data} units={all.data} anew={anew} />;
}

interface Props {
  ledger: Ledger;
  who: Session;
  units: Unit[];
  /** Puts away what was found unfinished. */
  anew: () => void;
}

function Form({ ledger, who, units: all, anew }: Props) {
  const [begun] = useState(() => unfinishedOf(who.actor, ledger.id));
  // Who comes from a unit's page means that unit.
  const [query] = useSearchParams();
  const owners = all.filter(({ level }) => !ledger.unit.length || ledger.unit.includes(level));
  const { draft, fills, chosen } = usePrefilled(ledger, { ...defaults(ledger), ...begun?.values }, who.today);
  const [unit, setUnit] = useState<string | undefined>(begun?.unit ?? [query.get('unit'), who.unit.id].find((own) => owners.some(({ id }) => id === own)) ?? undefined);
  const [before] = useState(() => (begun ? undefined : toldBefore(who.actor)));
  const [telling, setTelling] = useState<Telling | undefined>(begun ? begun.told : before);
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [request, setRequest] = useState(requestId);
  const form = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();
  const saved = useSaved();
  const client = useQueryClient();
  const { handing, isHanding } = useHanding();
  const place = useMemo(() => ({ ledger: ledger.id, handing }), [ledger.id, handing]);
  const own = judge(ledger, draft.values, who.today);
  const written = begun !== undefined || Object.keys(draft.changed).length > 0;
  const says = JSON.stringify([unit, draft.values, telling]);
  useEffect(() => {
    if (written) keepUnfinished(who.actor, ledger.id, { unit, values: draft.values, told: telling });
  }, [written, says]);
  useEffect(() => goneTo(who.actor, ledger.id), [ledger.id]);
  useLeaving(written && !sending);
  const wrongs = withFindings(own, problem?.findings ?? [], ledger);
  const wrongTellings = [...(tried && isNameless(telling) ? [NAMELESS] : []), ...wrongTold(problem?.findings ?? [])];
  const tell = (next: Telling | undefined) => {
    setTelling(next);
    // Turned off, it is off for the next one, too.
    if (!next) keepTold(who.actor, undefined);
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!unit || Object.keys(own).length || isNameless(telling)) return focusFirstWrong(form.current);
    setSending(true);
    setProblem(undefined);
    try {
      const fields = sent(ledger, draft, fills, who.today);
      const receipt = await write<Receipt>('POST', at`/ledgers/${ledger.id}/records`, { request, unit, fields, ...sentTold(telling) });
      keepTold(who.actor, telling);
      finish(who.actor, ledger.id);
      await navigate(receipt.record ? `/ledgers/${ledger.id}/${receipt.book}/${receipt.record}` : `/ledgers/${ledger.id}`, { replace: true, state: { registered: true } });
      await saved(receipt.number ? `已登记，${receipt.number.name}是 ${receipt.number.says}。` : '已登记。', receipt);
    } catch (cause) {
      const refused = asProblem(cause);
      // The door asks who it is; what was written is found again behind it.
      if (refused.status === 401) await client.invalidateQueries({ queryKey: ['session'] });
      setProblem(refused);
      setRequest((now) => (refused.status === 0 ? now : requestId()));
    } finally {
      setSending(false);
    }
  };

  return (
    <div className="page" style={{ maxWidth: 760 }}>
      <div className="page-head">
        <h1>{ledger.name}：新登记</h1>
        {ledger.help ? <p className="page-about">{ledger.help}</p> : null}
      </div>
      <Workroom>
        <form className="form sheet" style={{ padding: '24px 24px 0' }} ref={form} noValidate onSubmit={(event) => void send(event)} aria-label="新登记">
          <Refused problem={problem} />
          {begun && !problem ? (
            <p className="form-begun" role="status" data-part="begun">
              上次没登记完的还在，可以接着填。
              <button type="button" className="button button-quiet" onClick={anew}>
                清空重填
              </button>
            </p>
          ) : null}
          <div className="form-row" data-field="unit">
            <label htmlFor="f-own-unit">
              哪个单位的<span className="form-required">必填</span>
            </label>
            <Select
              id="f-own-unit"
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="请选择单位"
              options={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
              value={unit}
              onChange={setUnit}
              status={tried && !unit ? 'error' : ''}
              aria-invalid={tried && !unit}
            />
            {tried && !unit ? <p className="form-wrong">请选择这条记录属于哪个单位。</p> : null}
          </div>
          <AttachmentPlace.Provider value={place}>
            <FormFields ledger={ledger} draft={draft} today={who.today} wrongs={wrongs} all={tried} fills={fills} chosen={chosen} />
          </AttachmentPlace.Provider>
          <ToldRow ledger={ledger.id} unit={unit ?? who.unit.id} telling={telling} onChange={tell} wrongs={wrongTellings} carried={telling !== undefined && telling === before} />
          {(wrongs[''] ?? []).map((words) => (
            <p key={words} className="form-wrong" role="alert">
              {words}
            </p>
          ))}
          <div className="form-acts">
            <Button type="primary" htmlType="submit" loading={sending} disabled={isHanding}>
              {isHanding ? '照片或文件还在交' : '登记'}
            </Button>
            <Link className="button" to={`/ledgers/${ledger.id}`} onClick={() => finish(who.actor, ledger.id)}>
              不登记了
            </Link>
          </div>
        </form>
      </Workroom>
    </div>
  );
}

/** What a new record starts with, where a field says so. */
function defaults(ledger: Ledger): Values {
  return Object.fromEntries(
    ledger.fields.filter((field) => field.default && !field.dated && !field.ended).map((field) => [field.id, field.type === 'bool' ? field.default === 'true' : field.default]),
  );
}
