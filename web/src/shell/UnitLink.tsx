import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { session } from '../api/queries';

/** Where everything about a unit stands. */
export function unitAddress(unit: string, period = ''): string {
  return `/unit/${encodeURIComponent(unit)}${period ? `?period=${encodeURIComponent(period)}` : ''}`;
}

interface Props {
  unit: string;
  name: string;
  /** For which period; the reader's own where left out. */
  period?: string;
  className?: string;
  tabIndex?: number;
}

/** A unit's name, which leads to its page; of whoever reads no records it is only a name. */
export function UnitLink({ unit, name, period, className, tabIndex }: Props) {
  const works = useQuery(session).data?.works;
  if (!works || !unit) return className ? <span className={className}>{name}</span> : <>{name}</>;
  return (
    <Link className={`unit-link${className ? ` ${className}` : ''}`} to={unitAddress(unit, period)} tabIndex={tabIndex} data-unit-page={unit}>
      {name}
    </Link>
  );
}
