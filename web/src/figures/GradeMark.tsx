import type { Grade } from '../api/types';
import { GRADES } from './grades';

/**
 * The grade as a small field plan: the fuller the plot, the better founded the figure. Four sown plots are records,
 * two strips are village totals, a bare frame is outside, a frame with a seal is attested, a broken frame is a forecast.
 */
export function GradeMark({ grade }: { grade: Grade }) {
  const name = GRADES.find((known) => known.grade === grade)?.name ?? grade;
  return (
    <svg className="grade-mark" viewBox="0 0 9 9" role="img" aria-label={name} data-grade={grade}>
      <title>{name}</title>
      {plot(grade)}
    </svg>
  );
}

function plot(grade: Grade) {
  const frame = <rect x="1" y="1" width="7" height="7" fill="none" stroke="currentColor" strokeWidth="1.2" />;
  switch (grade) {
    case 'records':
      return <path d="M.5.5h3.5v3.5H.5zM5 .5h3.5v3.5H5zM.5 5h3.5v3.5H.5zM5 5h3.5v3.5H5z" fill="currentColor" />;
    case 'village_totals':
      return <path d="M.5.5h3.5v8H.5zM5 .5h3.5v8H5z" fill="currentColor" />;
    case 'external':
      return frame;
    case 'attested':
      return (
        <>
          {frame}
          <rect x="3" y="3" width="3" height="3" fill="currentColor" />
        </>
      );
    case 'forecast':
      return <rect x="1" y="1" width="7" height="7" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="1.75 1.75" />;
  }
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
