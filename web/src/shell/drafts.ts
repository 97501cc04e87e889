/**
 * What somebody is writing, kept so that a crash, a dead battery or a closed tab loses nothing. It lies in this browser sealed (AES-GCM): the
 * key is the house's, told to whoever is signed in, and forgotten with the page. At a desk that several share, nobody reads what another left.
 */
export interface Drafts<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

interface Kept {
  value: unknown;
  /** When it was written, in ms. */
  at: number;
}

interface Seal {
  key: CryptoKey;
  hex: string;
}

const PREFIX = 'qianmo.draft.';
/** Left alone so long, it is given up. */
const DAYS = 14;
/** So long after the last key it is sealed. */
const REST_MS = 300;
/** More is kept by the page alone: a browser has room for some of these. */
const LARGEST = 500_000;

const memory = new Map<string, Kept>();
/** What is not sealed yet, and for whom. */
const resting = new Map<string, { timer: ReturnType<typeof setTimeout>; by: Seal | undefined }>();
let seal: Seal | undefined;
/** What is done to the browser's store, one after the other. */
let work: Promise<void> = Promise.resolve();

/** Drafts of one kind. */
export function draftsOf<T>(kind: string): Drafts<T> {
  const named = (key: string) => `${kind} ${key}`;
  return {
    get: (key) => memory.get(named(key))?.value as T | undefined,
    set: (key, value) => {
      memory.set(named(key), { value, at: Date.now() });
      rest(named(key));
    },
    delete: (key) => {
      memory.delete(named(key));
      rest(named(key));
      settle(named(key));
    },
  };
}

/** Somebody is in, or nobody any more: what this browser holds of him is there from now on. */
export async function openDrafts(hex: string | null | undefined): Promise<void> {
  if (!hex) {
    seal = undefined;
    return;
  }
  if (seal?.hex === hex) return;
  try {
    seal = { key: await crypto.subtle.importKey('raw', bytesOf(hex), 'AES-GCM', false, ['encrypt', 'decrypt']), hex };
    await readAll(seal);
  } catch {
    // No store, or none that may be used: the page keeps it as long as it stands.
  }
}

/** Seals at once what rests, and waits until the store has it. */
export async function settleDrafts(): Promise<void> {
  [...resting.keys()].forEach(settle);
  await work;
}

function rest(name: string): void {
  clearTimeout(resting.get(name)?.timer);
  resting.set(name, { timer: setTimeout(() => settle(name), REST_MS), by: seal });
}

function settle(name: string): void {
  const rested = resting.get(name);
  clearTimeout(rested?.timer);
  resting.delete(name);
  const by = rested?.by;
  if (by) work = work.then(() => put(by, name)).catch(() => undefined);
}

async function put(by: Seal, name: string): Promise<void> {
  const address = await addressOf(by, name);
  const kept = memory.get(name);
  const text = kept ? JSON.stringify({ name, ...kept }) : '';
  if (!kept || text.length > LARGEST) return localStorage.removeItem(address);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, by.key, new TextEncoder().encode(text)));
  localStorage.setItem(address, base64Of(iv, cipher));
}

/** What was left here by whoever has this key. What cannot be read was another's, or is damaged, and what is old is given up. */
async function readAll(by: Seal): Promise<void> {
  const own = `${PREFIX}${await markOf(by.hex)}.`;
  const addresses = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter((key) => key.startsWith(own));
  for (const address of addresses) {
    const kept = await unsealed(by, localStorage.getItem(address) ?? '');
    if (!kept || Date.now() - kept.at > DAYS * 86_400_000) localStorage.removeItem(address);
    else if (!memory.has(kept.name)) memory.set(kept.name, { value: kept.value, at: kept.at });
  }
}

async function unsealed(by: Seal, text: string): Promise<(Kept & { name: string }) | undefined> {
  try {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes.slice(0, 12) }, by.key, bytes.slice(12));
    return JSON.parse(new TextDecoder().decode(plain)) as Kept & { name: string };
  } catch {
    return undefined;
  }
}

/** Where it lies: neither who wrote it nor of which ledger can be told from that. */
async function addressOf({ hex }: Seal, name: string): Promise<string> {
  return `${PREFIX}${await markOf(hex)}.${await markOf(`${hex} ${name}`)}`;
}

async function markOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function base64Of(...parts: Uint8Array[]): string {
  return btoa(parts.map((part) => Array.from(part, (byte) => String.fromCharCode(byte)).join('')).join(''));
}

if (typeof document !== 'undefined') {
  // A phone that puts the page away may never bring it back.
  document.addEventListener('visibilitychange', () => void (document.visibilityState === 'hidden' && settleDrafts()));
}
