import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { openDrafts } from '../shell/drafts';
import { at, get, write } from './client';
import { readDocument } from './document';
import type * as T from './types';

/** Everything read from the server has one of these; after a Change all of it is asked again. */

/** Who is in. What this person left half written is at hand before any form asks for it. */
export const session = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    const who = await get<T.Session>('/session', {}, signal);
    await openDrafts(who.draft_key);
    return who;
  },
});

export const units = queryOptions({
  queryKey: ['units'],
  queryFn: ({ signal }) => get<T.Unit[]>('/units', {}, signal),
  staleTime: 5 * 60_000,
});

/** The outlines of units, and what lies under all maps. Both change seldom. */
export const unitShapes = queryOptions({
  queryKey: ['shapes'],
  queryFn: ({ signal }) => get<T.UnitShapes>('/units/shapes', {}, signal),
  staleTime: 5 * 60_000,
});

export const baseMap = queryOptions({ queryKey: ['base-map'], queryFn: ({ signal }) => get<T.BaseMap>('/map', {}, signal), staleTime: Infinity });

export const parameters = queryOptions({ queryKey: ['parameters'], queryFn: ({ signal }) => get<T.Parameter[]>('/parameters', {}, signal) });

export const readers = (unit: string) =>
  queryOptions({ queryKey: ['readers', unit], queryFn: ({ signal }) => get<T.UnitReaders>(at`/units/${unit}/readers`, {}, signal) });

/** Everything about a unit, for a period. */
export const unitPage = (unit: string, period: string) =>
  queryOptions({
    queryKey: ['unit', unit, period],
    queryFn: ({ signal }) => get<T.UnitPage>(at`/units/${unit}/page`, { period }, signal),
    placeholderData: keepPreviousData,
  });

export const ledgers = queryOptions({ queryKey: ['ledgers'], queryFn: ({ signal }) => get<T.LedgerSummary[]>('/ledgers', {}, signal) });

export const ledger = (id: string) =>
  queryOptions({
    queryKey: ['ledger', id],
    queryFn: ({ signal }) => get<T.Ledger>(at`/ledgers/${id}`, {}, signal),
    staleTime: 5 * 60_000,
  });

export const indicators = queryOptions({
  queryKey: ['indicators'],
  queryFn: ({ signal }) => get<T.Indicator[]>('/indicators', {}, signal),
  staleTime: 5 * 60_000,
});

export const reports = queryOptions({ queryKey: ['reports'], queryFn: ({ signal }) => get<T.ReportSummary[]>('/reports', {}, signal) });

export const forms = queryOptions({ queryKey: ['forms'], queryFn: ({ signal }) => get<T.FormSummary[]>('/forms', {}, signal) });

export interface FormAsk {
  form: string;
  unit: string;
  period: string;
}

export const filledForm = ({ form, unit, period }: FormAsk) =>
  queryOptions({
    queryKey: ['form', form, unit, period],
    queryFn: ({ signal }) => get<T.FilledForm>(at`/forms/${form}`, { unit, period }, signal),
    placeholderData: keepPreviousData,
  });

/** What was sent up of a form, the first first. */
export const formVersions = ({ form, unit, period }: FormAsk) =>
  queryOptions({
    queryKey: ['form-versions', form, unit, period],
    queryFn: ({ signal }) => get<T.ReportVersion[]>(at`/forms/${form}/versions`, { unit, period }, signal),
    retry: false,
  });

export const formVersion = ({ form, unit, period }: FormAsk, number: number) =>
  queryOptions({
    queryKey: ['form-version', form, unit, period, number],
    queryFn: ({ signal }) => get<T.OpenedFormVersion>(at`/forms/${form}/versions/${number}`, { unit, period }, signal),
  });

export interface RecordRef {
  ledger: string;
  book: string;
  record: string;
}

export const record = (ref: RecordRef) =>
  queryOptions({
    queryKey: ['record', ref],
    queryFn: ({ signal }) => get<T.LedgerRecord>(at`/ledgers/${ref.ledger}/records/${ref.book}/${ref.record}`, {}, signal),
  });

/** A record as a Change of its book left it. */
export const recordThen = (ref: RecordRef, then: number) =>
  queryOptions({
    queryKey: ['record', ref, 'then', then],
    queryFn: ({ signal }) => get<T.LedgerRecord>(at`/ledgers/${ref.ledger}/records/${ref.book}/${ref.record}`, { then }, signal),
    staleTime: Infinity,
  });

export const history = (ref: RecordRef) =>
  queryOptions({
    queryKey: ['history', ref],
    queryFn: ({ signal }) => get<T.Version[]>(at`/ledgers/${ref.ledger}/records/${ref.book}/${ref.record}/history`, {}, signal),
  });

export const links = (ref: RecordRef) =>
  queryOptions({
    queryKey: ['links', ref],
    queryFn: ({ signal }) => get<T.RecordLink[]>(at`/ledgers/${ref.ledger}/records/${ref.book}/${ref.record}/links`, {}, signal),
  });

export interface ListAsk {
  unit?: string;
  q?: string;
  filter?: string;
  sort?: string;
  after?: string;
  limit?: number;
}

export const records = (ledgerId: string, ask: ListAsk) =>
  queryOptions({
    queryKey: ['records', ledgerId, ask],
    queryFn: ({ signal }) => get<T.Page>(at`/ledgers/${ledgerId}/records`, { ...ask }, signal),
    placeholderData: keepPreviousData,
  });

/** What the numbers of a list add up to, over all its pages. */
export const totals = (ledgerId: string, { unit, q, filter }: ListAsk) =>
  queryOptions({
    queryKey: ['records', ledgerId, 'totals', { unit, q, filter }],
    queryFn: ({ signal }) => get<T.Totals>(at`/ledgers/${ledgerId}/totals`, { unit, q, filter }, signal),
  });

/** What was known at the end of a day. */
export const cutOf = (day: string) => get<{ as_of: string }>('/cuts', { day });

/** Words looked for in every ledger. What was found is of persons: it is not kept for long. */
export const search = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => get<T.FoundRecords>('/search', { q }, signal),
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });

/** Where the records of a list lie. */
export const places = (ledgerId: string, field: string, { unit, q, filter, sort }: ListAsk) =>
  queryOptions({
    queryKey: ['places', ledgerId, field, { unit, q, filter, sort }],
    queryFn: ({ signal }) => get<T.Places>(at`/ledgers/${ledgerId}/places`, { field, unit, q, filter, sort }, signal),
    placeholderData: keepPreviousData,
  });

export interface ReportAsk {
  report: string;
  unit: string;
  period: string;
  as_of?: string;
}

export const report = (ask: ReportAsk) =>
  queryOptions({
    queryKey: ['report', ask],
    queryFn: async ({ signal }) => {
      const { report: id, ...query } = ask;
      return readDocument(await get<unknown>(at`/reports/${id}`, query, signal));
    },
    placeholderData: keepPreviousData,
  });

/** Which report's versions: of a unit, for a period. */
export type VersionsAsk = Omit<ReportAsk, 'as_of'>;

export const readiness = (ask: ReportAsk) =>
  queryOptions({
    queryKey: ['readiness', ask],
    queryFn: ({ signal }) => get<T.Readiness>(at`/reports/${ask.report}/readiness`, queryOf(ask), signal),
    placeholderData: keepPreviousData,
  });

export const versions = (ask: VersionsAsk) =>
  queryOptions({
    queryKey: ['versions', ask],
    queryFn: ({ signal }) => get<T.ReportVersion[]>(at`/reports/${ask.report}/versions`, queryOf(ask), signal),
  });

export const version = (ask: VersionsAsk, number: number) =>
  queryOptions({
    queryKey: ['version', ask, number],
    queryFn: async ({ signal }) => {
      const opened = await get<T.OpenedVersion>(at`/reports/${ask.report}/versions/${number}`, queryOf(ask), signal);
      return { ...opened, document: readDocument(opened.document) };
    },
  });

/** What the figures of a draft rest on; of a version where a number is given. */
export const annex = (ask: ReportAsk, number?: number) =>
  queryOptions({
    queryKey: ['annex', ask, number],
    queryFn: ({ signal }) => {
      const path = number === undefined ? at`/reports/${ask.report}/annex` : at`/reports/${ask.report}/versions/${number}/annex`;
      return get<T.Annex>(path, queryOf(ask), signal);
    },
    placeholderData: keepPreviousData,
  });

function queryOf({ unit, period, as_of }: ReportAsk) {
  return { unit, period, as_of };
}

export const figures = (asks: T.Ask[]) =>
  queryOptions({
    queryKey: ['figures', asks],
    queryFn: () => write<T.Figures>('POST', '/figures', { asks }),
  });

export const spread = (ask: T.Ask, level: string | null, every: string | null) =>
  queryOptions({
    queryKey: ['spread', ask, level, every],
    queryFn: () => write<T.Spread>('POST', '/spreads', { ask, level, every }),
  });

const EVIDENCE_ROWS = 50;

/** The evidence of a figure; its rows come in pages. */
export function useEvidence(ask: T.Ask, asOf: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['evidence', ask, asOf],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const { indicator, ...query } = ask;
      const page = { ...query, as_of: asOf, after: pageParam, limit: EVIDENCE_ROWS };
      return get<T.Evidence>(at`/figures/${indicator}/open`, page, signal);
    },
    getNextPageParam: (last) => last.rows?.next || undefined,
  });
}

/** Which Changes: by whom, of what kind, between which days, with which words in the reason, on whose word. */
export interface ChangesAsk {
  who?: string;
  act?: string;
  from?: string;
  to?: string;
  q?: string;
  told?: string;
  told_by?: string;
}

/** Whom somebody who writes a unit's records of a ledger may name as having told. */
export const tellers = (ledger: string, unit: string) =>
  queryOptions({
    queryKey: ['tellers', ledger, unit],
    queryFn: ({ signal }) => get<T.Teller[]>(at`/ledgers/${ledger}/tellers`, { unit }, signal),
    staleTime: 5 * 60_000,
  });

export const change = (book: string, seq: number) =>
  queryOptions({ queryKey: ['change', book, seq], queryFn: ({ signal }) => get<T.Change>(at`/books/${book}/changes/${seq}`, {}, signal) });

export const changes = (book: string, before: number | undefined, limit: number, ask: ChangesAsk = {}) =>
  queryOptions({
    queryKey: ['changes', book, before, limit, ask],
    queryFn: ({ signal }) => get<T.Changes>(at`/books/${book}/changes`, { before, limit, ...ask }, signal),
    placeholderData: keepPreviousData,
  });

/** Asked anew while somebody looks at it. */
export const status = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => get<T.Status>('/status', {}, signal),
  staleTime: 0,
  refetchInterval: 30_000,
});

/** Programs that are told of Changes; how that goes is asked anew while somebody looks. */
export const hooks = queryOptions({
  queryKey: ['hooks'],
  queryFn: ({ signal }) => get<T.Hooks>('/hooks', {}, signal),
  staleTime: 0,
  refetchInterval: 10_000,
});

/** The book of the unit the session works for. */
export function useOwnBook(): string | undefined {
  const own = useQuery(session).data?.unit.id;
  return useQuery(units).data?.find((unit) => unit.id === own)?.book;
}

/** To be called after a Change: what any screen shows may have changed. Resolves when the screens in view are fresh. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}
