/** Does it once the browser has nothing better to do, three seconds from now at the latest; answers how to leave it. */
export function whenIdle(work: () => void): () => void {
  const asked = window.requestIdleCallback(work, { timeout: 3000 });
  return () => window.cancelIdleCallback(asked);
}
