import { useState, type FormEvent } from 'react';
import type { Problem } from '../../api/client';
import { findUnits, type Founding, type Start, type UnitsFound } from '../../api/start';
import { Trouble, asProblem } from '../../shell/Trouble';
import { Refused } from '../record/form/Refused';
import { DropFile } from '../../shell/DropFile';
import { Heading } from './Heading';
import { Progress } from './Progress';
import { VillageList } from './VillageList';
import { useKept } from './useKept';
import { byLine, names, tick, tickAll } from './villages';

interface Props {
  start: Start;
  busy: string;
  problem: Problem | undefined;
  submit: (founding: Founding) => void;
  back: () => void;
}

interface Written {
  name: string;
  code: string;
  county: string;
  villages: string;
}

const NOTHING: Written = { name: '', code: '', county: '', villages: '' };

/** One's own unit and its villages, on one page. */
export function FoundForm({ start, busy, problem, submit, back }: Props) {
  const [written, setWritten] = useKept<Written>('found', NOTHING);
  const below = start.levels[start.levels.findIndex(({ id }) => id === start.office_level) + 1]?.name ?? '村';
  const put = (next: Partial<Written>) => setWritten({ ...written, ...next });
  const [sent, setSent] = useState(NOTHING);
  // What was found stands beside its field until that is corrected.
  const said = (field: keyof Written) =>
    (problem?.findings ?? []).filter((finding) => finding.field === field && !(field === 'villages' && finding.line) && sent[field] === written[field]);
  const count = names(written.villages).length;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setSent(written);
    submit({ kind: 'own', name: written.name.trim(), code: written.code.trim() || null, county: written.county.trim() || null, villages: written.villages });
  };
  return (
    <>
      <Heading about={`只要单位名称和各${below}的名字，以后都能再改。`}>建自己的账</Heading>
      <Refused problem={problem} />
      <form className="start-form" onSubmit={send} noValidate>
        <Row id="name" label="单位名称" note="" value={written.name} wrong={said('name')} onChange={(name) => put({ name })} placeholder="写全称，如某某镇" />
        <div className="start-pair">
          <Row id="county" label="所在的县" note="可不填" value={written.county} wrong={said('county')} onChange={(county) => put({ county })} />
          <Row id="code" label="单位代码" note="可不填" value={written.code} wrong={said('code')} onChange={(code) => put({ code })} numeric />
        </div>
        <VillageList below={below} value={written.villages} findings={byLine(problem?.findings ?? [], sent.villages, written.villages)} general={said('villages')} onChange={(villages) => put({ villages })} />
        <FromFile
          below={below}
          list={written.villages}
          found={(units) => put({ villages: tickAll(written.villages, units.units.map(({ name }) => name)), name: written.name || (units.office ?? '') })}
          tick={(name, on) => put({ villages: tick(written.villages, name, on) })}
        />
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy !== ''}>
            {count ? `建账：1 个单位，${count} 个${below}` : '建账'}
          </button>
          <button type="button" className="button" disabled={busy !== ''} onClick={back}>
            返回
          </button>
        </div>
        <Progress words={busy} />
      </form>
    </>
  );
}

interface RowProps {
  id: string;
  label: string;
  note: string;
  value: string;
  wrong: { message: string; hint?: string | null }[];
  onChange: (value: string) => void;
  placeholder?: string;
  numeric?: boolean;
}

function Row({ id, label, note, value, wrong, onChange, placeholder = '', numeric = false }: RowProps) {
  return (
    <div className="form-row">
      <label htmlFor={`s-${id}`}>
        {label}
        {note ? <span className="form-required">{note}</span> : null}
      </label>
      <input
        id={`s-${id}`}
        className="plain-input"
        value={value}
        placeholder={placeholder}
        inputMode={numeric ? 'numeric' : 'text'}
        autoComplete="off"
        aria-invalid={wrong.length > 0}
        aria-describedby={`s-${id}-about`}
        onChange={(event) => onChange(event.target.value)}
      />
      <div id={`s-${id}-about`}>
        {wrong.map(({ message, hint }) => (
          <p key={message} className="form-wrong">
            {message}
            {hint}
          </p>
        ))}
      </div>
    </div>
  );
}

interface FromFileProps {
  below: string;
  list: string;
  found: (units: UnitsFound) => void;
  tick: (name: string, on: boolean) => void;
}

/** Villages out of a spreadsheet: all that are found go into the list, and each can be taken out again. */
function FromFile({ below, list, found, tick: set }: FromFileProps) {
  const [units, setUnits] = useState<UnitsFound>();
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const take = async (file: File) => {
    setBusy('正在表里找名字……');
    setProblem(undefined);
    setUnits(undefined);
    try {
      const answer = await findUnits(file);
      setUnits(answer);
      found(answer);
    } catch (cause) {
      setProblem(asProblem(cause));
    } finally {
      setBusy('');
    }
  };
  const listed = names(list);
  return (
    <div className="form-row" data-part="from-file">
      <DropFile small title={`不想打字？从表格里取${below}名`} about="拖一份有各村名字的表到这里，或点这里选；只取名字，不登记内容" take={(file) => void take(file)} />
      <Progress words={busy} />
      {problem ? <Trouble cause={problem} /> : null}
      {units ? (
        <fieldset className="start-ticks" role="status">
          <legend>{units.units.length ? `找到 ${units.units.length} 个，已写进上面；不是${below}的请去掉勾` : `没有找到像${below}名的内容，请在上面填写`}</legend>
          {units.units.map(({ name, rows }) => (
            <label key={name}>
              <input type="checkbox" checked={listed.includes(name)} onChange={(event) => set(name, event.target.checked)} />
              {name}
              <span className="hint">{rows} 行</span>
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}
