import type { Grade } from '../api/types';
import { GRADES } from './grades';

/**
 * The grade as a small field plan: the fuller the plot, the better founded the figure. Four sown plots are records,
 * two strips are village totals, a bare frame is outside, a frame with a seal is attested, a broken frame is a forecast.
 * Drawn as the background of empty inline text, so that punctuation after a figure stays on its line.
 */
export function GradeMark({ grade }: { grade: Grade }) {
  const name = GRADES.find((known) => known.grade === grade)?.name ?? grade;
  return <span className={`grade-mark grade-${grade}`} role="img" aria-label={name} title={name} data-grade={grade} />;
}

/** What the marks mean. */
export function GradeLegend({ of }: { of?: Grade[] }) {
  const shown = GRADES.filter(({ grade }) => !of || of.includes(grade));
  return (
    <ul className="grade-legend">
      {shown.map(({ grade, name, meaning }) => (
        <li key={grade}>
          <GradeMark grade={grade} />
          <b>{name}</b>
          <span>{meaning}</span>
        </li>
      ))}
    </ul>
  );
}
