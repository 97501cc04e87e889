import { useLate } from './useLate';

/** Holds the place of what is being fetched; says so only when it takes noticeable time. */
export function Waiting({ what }: { what: string }) {
  const late = useLate(true);
  return (
    <p className="waiting" role="status">
      {late ? `正在取${what}……` : ''}
    </p>
  );
}
