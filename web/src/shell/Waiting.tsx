import { useLate } from './useLate';

/** After this a person begins to doubt that anything will come. */
const LONG = 12_000;

/** Holds the place of what is being fetched; says so only when it takes noticeable time, and what to do when it takes long. */
export function Waiting({ what }: { what: string }) {
  const late = useLate(true);
  const long = useLate(true, LONG);
  return (
    <p className="waiting" role="status">
      {late ? `正在取${what}……` : ''}
      {long ? '比平时久。可以再等一会儿；一直没有，请检查网络，然后刷新页面。' : ''}
    </p>
  );
}
