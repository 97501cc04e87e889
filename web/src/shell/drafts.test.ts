import { beforeEach, expect, test, vi } from 'vitest';

const [MINE, HERS] = ['11'.repeat(32), '22'.repeat(32)];
type Drafts = typeof import('./drafts');

class Store {
  readonly held = new Map<string, string>();
  get length() {
    return this.held.size;
  }
  key = (i: number) => [...this.held.keys()][i] ?? null;
  getItem = (key: string) => this.held.get(key) ?? null;
  setItem = (key: string, value: string) => void this.held.set(key, value);
  removeItem = (key: string) => void this.held.delete(key);
}

let store: Store;
beforeEach(() => {
  store = new Store();
  vi.stubGlobal('localStorage', store);
  vi.restoreAllMocks();
});

/** The page anew: nothing is in its memory. */
async function page(key?: string): Promise<Drafts> {
  vi.resetModules();
  const drafts = await import('./drafts');
  await drafts.openDrafts(key);
  return drafts;
}

async function left(key: string, name: string, value: unknown): Promise<void> {
  const drafts = await page(key);
  drafts.draftsOf('form').set(name, value);
  await drafts.settleDrafts();
}

test('what was being written is there after a crash, for whoever wrote it', async () => {
  await left(MINE, 'zhang person', { values: { name: '李四', number: '990101195001010019' } });
  const again = await page(MINE);
  expect(again.draftsOf('form').get('zhang person')).toEqual({ values: { name: '李四', number: '990101195001010019' } });
  expect(again.draftsOf('other').get('zhang person')).toBeUndefined();
  expect((await page(HERS)).draftsOf('form').get('zhang person')).toBeUndefined();
  expect((await page()).draftsOf('form').get('zhang person')).toBeUndefined();
});

test('nothing of it can be read in the store, nor what it is about', async () => {
  await left(MINE, 'zhang person', { name: '李四' });
  const [[address = '', text = ''] = []] = [...store.held];
  expect(store.held.size).toBe(1);
  expect(address).toMatch(/^qianmo\.draft\.[0-9a-f]{16}\.[0-9a-f]{16}$/);
  expect(atob(text)).not.toMatch(/zhang|person|form/);
  expect(new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)))).not.toContain('李四');
});

test('what was handed in or given up is gone', async () => {
  await left(MINE, 'a', 1);
  await left(MINE, 'b', 2);
  const drafts = await page(MINE);
  drafts.draftsOf('form').delete('a');
  await drafts.settleDrafts();
  expect(store.held.size).toBe(1);
  expect((await page(MINE)).draftsOf('form').get('a')).toBeUndefined();
  expect((await page(MINE)).draftsOf('form').get('b')).toBe(2);
});

test('what was changed, is damaged or old is given up without a word', async () => {
  await left(MINE, 'a', 1);
  const [address = ''] = [...store.held.keys()];
  store.held.set(address, `${store.held.get(address)?.slice(0, -8)}AAAAAAA=`);
  expect((await page(MINE)).draftsOf('form').get('a')).toBeUndefined();
  expect(store.held.size).toBe(0);

  await left(MINE, 'a', 1);
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 15 * 86_400_000);
  expect((await page(MINE)).draftsOf('form').get('a')).toBeUndefined();
  expect(store.held.size).toBe(0);
});

test('what is too large for a browser stays with the page', async () => {
  await left(MINE, 'a', 'x'.repeat(600_000));
  expect(store.held.size).toBe(0);
});

test('a browser without a store forgets, and goes on', async () => {
  vi.stubGlobal('localStorage', undefined);
  const drafts = await page(MINE);
  drafts.draftsOf('form').set('a', 1);
  await drafts.settleDrafts();
  expect(drafts.draftsOf('form').get('a')).toBe(1);
});

test('what rests when another signs in is sealed for whoever wrote it', async () => {
  const drafts = await page(MINE);
  drafts.draftsOf('form').set('zhang', 1);
  await drafts.openDrafts(HERS);
  await drafts.settleDrafts();
  expect((await page(HERS)).draftsOf('form').get('zhang')).toBeUndefined();
  expect((await page(MINE)).draftsOf('form').get('zhang')).toBe(1);
});

test('after signing out nothing more is sealed', async () => {
  const drafts = await page(MINE);
  await drafts.openDrafts(null);
  drafts.draftsOf('form').set('a', 1);
  await drafts.settleDrafts();
  expect(store.held.size).toBe(0);
  expect(drafts.draftsOf('form').get('a')).toBe(1);
});
