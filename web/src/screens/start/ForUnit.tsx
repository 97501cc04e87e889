import type { Session } from '../../api/types';

interface Props {
  units: Session['declares'];
  unit: string | undefined;
  choose: (unit: string) => void;
}

/** For which unit it is, where somebody may say so for several: people elsewhere do not see it. */
export function ForUnit({ units, unit, choose }: Props) {
  if (units.length < 2) return null;
  return (
    <label className="chooser" data-part="for-unit">
      <span>给哪个单位用</span>
      <select value={unit} onChange={(event) => choose(event.target.value)}>
        {units.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <span className="hint">别的单位看不到。</span>
    </label>
  );
}
