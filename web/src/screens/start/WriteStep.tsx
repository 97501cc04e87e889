import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import { session } from '../../api/queries';
import { firstFigures, type Learned } from '../../api/start';
import { periodInWords } from '../../figures/period';
import { Trouble } from '../../shell/Trouble';
import { declares } from '../../shell/rooms';
import { useAddress } from '../../shell/useAddress';
import { Heading } from './Heading';
import { Progress } from './Progress';
import { SaveReport } from './SaveReport';
import { SlotList } from './SlotList';
import { SlotPaper } from './SlotPaper';
import { carry, compose, nextOpen, tally, takeAll, type Decisions } from './slots';
import { useKept } from './useKept';
import { useLearned } from './useLearned';

/** A sentence or half a paragraph: what the ledgers answer in it is offered, place by place, and becomes a report. */
export function WriteStep({ ledger }: { ledger: string }) {
  const [value] = useAddress();
  const who = useQuery(session).data;
  const firsts = useQuery(firstFigures(ledger, { unit: '', period: value('period') })).data;
  const unit = who?.unit;
  const period = firsts?.period ?? '';
  const [text, setText] = useKept('text', '');
  const { answer, problem, busy, retry } = useLearned({ text, unit: unit?.id ?? '', period, ledger });
  const [decisions, setDecisions] = useDecisions(answer?.learned);
  const paper = useRef<HTMLDivElement>(null);
  const learned = answer?.learned;

  const decide = (slot: number, mark: string) => {
    const next = { ...decisions, [slot]: mark };
    // The page shows the decision before the hand does anything else: a key pressed at once meets the next place.
    flushSync(() => setDecisions(next));
    const then = learned && nextOpen(learned, next, slot);
    const place = then === undefined ? document.getElementById('s-report-name') : paper.current?.querySelector<HTMLElement>(`[data-slot="${then}"] .slot-take`);
    place?.focus();
  };
  return (
    <section aria-label="写材料">
      <Heading about={`贴一句话或半段材料，没填的数写成 XX。${unit && period ? `按${unit.name}${periodInWords(period)}的数来填。` : ''}`}>写进材料</Heading>
      <div className="write">
        <div className="form-row">
          <label htmlFor="s-text">
            材料原文<span className="form-required">随时能改，改了自动再找；选好的不会丢</span>
          </label>
          <textarea
            id="s-text"
            className="plain-input write-text"
            rows={8}
            value={text}
            placeholder="例如：今年全镇登记在册XX处，总面积XX亩，其中……"
            onChange={(event) => setText(event.target.value)}
          />
          <Progress words={busy ? '正在找能填的数……' : ''} />
          {problem ? <Trouble cause={problem} retry={retry} /> : null}
        </div>
        {learned ? (
          <div ref={paper}>
            <Head learned={learned} decisions={decisions} all={() => setDecisions(takeAll(learned, decisions))} />
            <SlotPaper learned={learned} decisions={decisions} decide={decide} />
          </div>
        ) : null}
      </div>
      {learned ? <SlotList learned={learned} decisions={decisions} decide={decide} /> : null}
      {learned && who && !declares(who) ? (
        <p className="start-refused" role="status" data-part="refused">
          把这段话存成报告要由有这项权限的岗位来办，请找办公室管台账的人；填好的数可以照抄到材料里。
        </p>
      ) : null}
      {learned && who && unit && declares(who) && answer.text === text ? (
        <SaveReport text={compose(learned, decisions)} tally={tally(learned, decisions)} unit={unit.id} period={period} />
      ) : null}
    </section>
  );
}

/** Decisions stay with their places when the text around them is edited, and after a reload. */
function useDecisions(learned: Learned | undefined): [Decisions, (next: Decisions) => void] {
  const [kept, setKept] = useKept<Decisions>('decisions', {});
  const before = useRef<Learned | undefined>(undefined);
  const current = learned === before.current || !learned ? kept : carry(before.current, kept, learned);
  useEffect(() => {
    if (!learned || learned === before.current) return;
    const carried = carry(before.current, kept, learned);
    before.current = learned;
    setKept(carried);
  });
  return [current, setKept];
}

interface HeadProps {
  learned: Learned;
  decisions: Decisions;
  all: () => void;
}

function Head({ learned, decisions, all }: HeadProps) {
  const { taken, open, without } = tally(learned, decisions);
  const said = [open ? `${open} 处能填，点亮处采用` : '', taken ? `已采用 ${taken} 处` : '', without ? `${without} 处还没有数` : ''].filter(Boolean);
  return (
    <div className="write-head" role="status">
      <span>{said.join('；') || '这段话里没有要填的数。没填的数请写成 XX，如“共XX户”。'}</span>
      {open > 1 ? (
        <button type="button" className="button button-quiet" onClick={all}>
          全部采用
        </button>
      ) : null}
    </div>
  );
}
