import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import type { Problem } from '../../api/client';
import { session } from '../../api/queries';
import { makeReport } from '../../api/start';
import { asProblem } from '../../shell/Trouble';
import { Refused } from '../record/form/Refused';
import { ForUnit } from './ForUnit';
import { Progress } from './Progress';
import { Wrong } from './DraftForm';
import { periodKind } from './period_kind';
import { finish, useKept } from './useKept';
import { useRequest } from './useRequest';

interface Props {
  /** With marks. */
  text: string;
  tally: { taken: number; open: number };
  unit: string;
  period: string;
}

/** Names the text and keeps it as a report of one's own: read, exported and printed like any other, and figured anew each time. */
export function SaveReport({ text, tally, unit, period }: Props) {
  const [name, setName] = useKept('report-name', '');
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const request = useRequest();
  const units = useQuery(session).data?.declares ?? [];
  const [chosenUnit, chooseUnit] = useState('');
  const owner = units.length > 1 ? chosenUnit || units[0]?.id : undefined;
  const wrong = (problem?.findings ?? []).filter(({ field }) => field === 'name');

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy('正在存成报告……');
    setProblem(undefined);
    const report = { name: name.trim(), title: null, text, period_kind: periodKind(period), unit: owner };
    try {
      const made = await makeReport({ request: request(JSON.stringify(report)), ...report });
      finish();
      await client.invalidateQueries();
      await navigate(`/reports/${encodeURIComponent(made.report)}?${new URLSearchParams({ unit, period }).toString()}`);
    } catch (cause) {
      setProblem(asProblem(cause));
      setBusy('');
    }
  };
  return (
    <form className="start-form save-report" onSubmit={(event) => void save(event)} noValidate>
      <Refused problem={problem} />
      <div className="form-row">
        <label htmlFor="s-report-name">
          材料名称<span className="form-required">存下来，下次打开数会自动更新</span>
        </label>
        <input
          id="s-report-name"
          className="plain-input"
          value={name}
          placeholder="例如：上半年情况"
          aria-invalid={wrong.length > 0}
          onChange={(event) => setName(event.target.value)}
        />
        <Wrong findings={wrong} />
      </div>
      <ForUnit units={units} unit={owner} choose={chooseUnit} />
      <div className="start-acts">
        <button type="submit" className="button button-first" data-act="save" disabled={busy !== '' || !name.trim()}>
          存成报告，去导出和打印
        </button>
        <span className="hint">{name.trim() ? (tally.open ? `还有 ${tally.open} 处没有采用，会照原文留着。` : '') : '先给材料起个名字。'}</span>
      </div>
      <Progress words={busy} />
    </form>
  );
}
