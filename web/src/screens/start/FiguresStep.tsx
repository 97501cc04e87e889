import { useQuery } from '@tanstack/react-query';
import { session } from '../../api/queries';
import { firstFigures, type FirstFigure } from '../../api/start';
import { FigureLink } from '../../figures/FigureLink';
import { grouped } from '../../figures/decimal';
import { periodInWords } from '../../figures/period';
import { PeriodChooser } from '../../shell/Choosers';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { useAddress } from '../../shell/useAddress';
import { Waiting } from '../../shell/Waiting';
import { Heading } from './Heading';
import { compareAll, type Compared, type Sheet } from './totals';

interface Props {
  ledger: string;
  name: string;
  /** What the sheet said, where it was written just now. */
  sheet: Sheet | undefined;
  next: () => void;
}

/** The first figures of the ledger, large, each beside what the sheet itself says. */
export function FiguresStep({ ledger, name, sheet, next }: Props) {
  const [value, setAddress] = useAddress();
  const who = useQuery(session).data;
  const found = useQuery(firstFigures(ledger, { unit: '', period: value('period') }));
  const answer = found.data;
  const compared = compareAll(answer?.figures ?? [], sheet);
  return (
    <section aria-label="看数">
      <Heading about="每个数都由刚才登记的记录算出；点开就是那些记录。">《{name}》的数</Heading>
      {answer && who ? (
        <div className="filters">
          <span className="hint">{answer.unit.name}</span>
          <PeriodChooser value={answer.period} today={who.today} onChange={(period) => setAddress({ period, open: '' })} />
        </div>
      ) : null}
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? <Waiting what="数" /> : null}
      {answer && !answer.figures.length ? (
        <Empty title={`${periodInWords(answer.period)}还没有数`}>请换一个时期，或回到第 3 步看看表写入了没有。</Empty>
      ) : null}
      {answer?.figures.length ? (
        <ul className="firsts" data-part="first-figures">
          {answer.figures.map((first, i) => (
            <First key={first.indicator} first={first} compared={compared[i]} />
          ))}
        </ul>
      ) : null}
      <div className="start-acts">
        <button type="button" className="button button-first" data-act="next" onClick={next}>
          下一步：写进材料
        </button>
      </div>
    </section>
  );
}

function First({ first: { figure }, compared }: { first: FirstFigure; compared: Compared | undefined }) {
  return (
    <li>
      <h2>{figure.name}</h2>
      <p className="first-figure">
        <FigureLink figure={figure} text={figure.value === null ? '' : `${grouped(figure.value)}${figure.in}`} />
      </p>
      {compared ? <Beside compared={compared} measure={figure.in} /> : null}
    </li>
  );
}

function Beside({ compared: { what, said, difference, why }, measure }: { compared: Compared; measure: string }) {
  const words = what === 'rows' ? `表上 ${grouped(said)} 行` : `表上合计 ${grouped(said)}${measure}`;
  if (!difference) {
    return (
      <p className="beside beside-same">
        {words} · <b>一致</b>
      </p>
    );
  }
  return (
    <p className="beside beside-differs">
      {words} ·{' '}
      <b>
        {difference.startsWith('-') ? '少' : '多'} {grouped(difference.replace('-', ''))}
        {measure}
      </b>
      <span>{why}</span>
    </p>
  );
}
