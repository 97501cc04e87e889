/** Answers that `public/first.js` sent for before the app itself had come, by address. */
export type Early = Record<string, Promise<Response>>;

/** Later than this, what was sent for is asked again: somebody else may have written since. In ms. */
const FRESH = 10_000;

const sent = (): Early => (globalThis as { qianmoEarly?: Early }).qianmoEarly ?? {};

/** An answer that is on its way since the page was opened. Each is given once, for it can be read once; a refusal never. */
export async function takeEarly(url: string, now = performance.now(), all = sent()): Promise<Response | undefined> {
  const coming = all[url];
  delete all[url];
  if (!coming || now > FRESH) return undefined;
  const answer = await coming.catch(() => undefined);
  return answer?.ok ? answer : undefined;
}

/** Something is written: what was sent for before may say otherwise. */
export function dropEarly(all = sent()): void {
  Object.keys(all).forEach((url) => delete all[url]);
}
