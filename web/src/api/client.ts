import type { Finding } from './types';
import { dropEarly, takeEarly } from './early';
import { counted } from './underway';

/** Why the server, or the way to it, did not do what was asked. Always says what to do next. */
export class Problem extends Error {
  readonly code: string;
  readonly hint: string;
  readonly findings: Finding[];
  readonly status: number;

  constructor(parts: { code: string; message: string; hint?: string; findings?: Finding[]; status?: number }) {
    super(parts.message);
    this.code = parts.code;
    this.hint = parts.hint ?? hintFor(parts.status ?? 0);
    this.findings = parts.findings ?? [];
    this.status = parts.status ?? 0;
  }
}

type Query = Record<string, string | number | boolean | null | undefined>;

/** `path` under /api with the parameters that have a value. Parts of the path are encoded by the caller with {@link at}. */
export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

/** A path of encoded parts: at`/ledgers/${id}/records`. */
export function at(parts: TemplateStringsArray, ...values: (string | number)[]): string {
  return parts.reduce((path, part, i) => path + encodeURIComponent(String(values[i - 1])) + part);
}

/** Reads. */
export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return send<T>(address(path, query), signal ? { signal } : {});
}

/** Writes JSON. */
export function write<T>(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<T> {
  return send<T>(address(path), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Hands in a file as it is. */
export function hand<T>(path: string, query: Query, file: File): Promise<T> {
  return send<T>(address(path, query), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
    body: file,
  });
}

/** Hands in a file with what is said of it. */
export function handForm<T>(path: string, file: File, options: unknown): Promise<T> {
  return send<T>(address(path), { method: 'POST', body: form(file, options) });
}

/** Hands in a file with what is said of it, and gets a file back. */
export function handForFile(path: string, file: File, options: unknown): Promise<Blob> {
  return counted(fileFor(path, file, options));
}

async function fileFor(path: string, file: File, options: unknown): Promise<Blob> {
  const response = await reach(address(path), { method: 'POST', body: form(file, options) });
  if (response.ok) return response.blob();
  throw await problemOf(response);
}

/** Takes something away. */
export function remove<T>(path: string): Promise<T> {
  return send<T>(address(path), { method: 'DELETE' });
}

function form(file: File, options: unknown): FormData {
  const body = new FormData();
  body.append('file', file, file.name);
  body.append('options', JSON.stringify(options));
  return body;
}

function send<T>(url: string, init: RequestInit): Promise<T> {
  return counted(sent<T>(url, init));
}

async function sent<T>(url: string, init: RequestInit): Promise<T> {
  const response = await reach(url, init);
  const text = await response.text();
  const json = parse(text);
  // Done, and nothing to tell.
  if (response.ok && (json !== undefined || response.status === 204)) return json as T;
  throw problem(response.status, json);
}

/** What a refusal says. */
export async function problemOf(response: Response): Promise<Problem> {
  return problem(response.status, parse(await response.text()));
}

/** Asks; no way to the server is a problem like any other. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    if (init.method) dropEarly();
    return (await takeEarly(url)) ?? (await fetch(url, init));
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem({
      code: 'web.unreachable',
      message: '连不上服务器。',
      hint: '请检查网络，或请管理员确认服务正在运行，然后重试。您填写的内容还在页面上。',
    });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problem(status: number, json: unknown): Problem {
  const body = (typeof json === 'object' && json !== null ? json : {}) as Partial<Problem>;
  return new Problem({
    code: body.code ?? `web.status_${status}`,
    message: body.message ?? '服务器没有给出能读懂的答复。',
    status,
    ...(body.hint ? { hint: body.hint } : {}),
    ...(body.findings ? { findings: body.findings } : {}),
  });
}

function hintFor(status: number): string {
  if (status === 404) return '请检查地址是否完整，或从上方菜单重新进入。';
  if (status === 409) return '请刷新后再试，以免覆盖别人刚写下的内容。';
  if (status >= 500) return '请稍后重试；仍不行时，请把时间和所做的操作告诉管理员。';
  return '请按提示修改后重试。';
}
