import { useQuery } from '@tanstack/react-query';
import { units } from '../api/queries';
import { PARTS, periodInWords, split } from '../figures/period';

const YEARS_BACK = 12;

interface UnitProps {
  value: string;
  onChange: (unit: string) => void;
  /** The word for no unit, where one need not be chosen. */
  anyName?: string;
  name?: string;
  /** Only units of this level. */
  level?: string;
}

/** Chooses a unit; the list is indented as the units are nested. Native, so that it costs nothing and works on any phone. */
export function UnitChooser({ value, onChange, anyName, name = '单位', level }: UnitProps) {
  const all = useQuery(units).data ?? [];
  const children = (parent: string | null | undefined, depth: number): { id: string; name: string; depth: number }[] =>
    all
      .filter((unit) => (unit.parent ?? null) === (parent ?? null))
      .flatMap((unit) => [{ id: unit.id, name: unit.name, depth }, ...children(unit.id, depth + 1)]);
  const tree = level ? all.filter((unit) => unit.level === level).map((unit) => ({ id: unit.id, name: unit.name, depth: 0 })) : children(null, 0);
  return (
    <label className="chooser">
      <span>{name}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {anyName ? <option value="">{anyName}</option> : null}
        {tree.map((unit) => (
          <option key={unit.id} value={unit.id}>
            {'\u3000'.repeat(unit.depth) + unit.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The parts of a year that a kind of period leaves to choose from. */
const PARTS_OF: Record<string, RegExp> = { year: /^$/, half: /^-H/, quarter: /^-Q/, month: /^-\d/ };

interface PeriodProps {
  value: string;
  today: string;
  every?: string | undefined;
  onChange: (period: string) => void;
}

/** Chooses a year and a part of it: of any kind, or of the kind that is asked for. */
export function PeriodChooser({ value, today, every, onChange }: PeriodProps) {
  const fits = PARTS_OF[every ?? ''];
  const parts = PARTS.filter((part) => !fits || fits.test(part.value) || part.value === split(value)?.part);
  const chosen = split(value);
  const latest = Math.max(Number(today.slice(0, 4)) || 0, chosen?.year ?? 0);
  const years = Array.from({ length: YEARS_BACK }, (_, i) => latest - i);
  if (chosen && !years.includes(chosen.year)) years.push(chosen.year);
  return (
    <span className="chooser-pair">
      <label className="chooser">
        <span>时期</span>
        <select value={chosen?.year ?? ''} onChange={(event) => onChange(`${event.target.value}${chosen?.part ?? ''}`)}>
          {chosen ? null : <option value="">{periodInWords(value)}</option>}
          {years.map((year) => (
            <option key={year} value={year}>
              {year}年
            </option>
          ))}
        </select>
      </label>
      {parts.length > 1 ? (
      <select aria-label="年内的哪一段" value={chosen?.part ?? ''} onChange={(event) => onChange(`${chosen?.year ?? latest}${event.target.value}`)}>
        {parts.map((part) => (
          <option key={part.value} value={part.value}>
            {part.label}
          </option>
        ))}
      </select>
      ) : null}
    </span>
  );
}
