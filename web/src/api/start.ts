import { queryOptions } from '@tanstack/react-query';
import { at, get, hand, write } from './client';
import type { Figure, Finding, ImportColumn, Receipt } from './types';

/** What a data folder is: empty, or founded, and with which pack. */
export interface Start {
  founded: boolean;
  pack: { id: string; name: string; version: string; digest: string };
  levels: { id: string; name: string }[];
  office_level: string;
}

/** Names of villages found in a spreadsheet. */
export interface UnitsFound {
  units: { name: string; rows: number }[];
  office: string | null;
}

/** With what a data folder begins. Villages stand one a line, a code behind the name where it is known. */
export type Founding = { kind: 'demo' } | { kind: 'own'; name: string; code: string | null; county: string | null; villages: string };

/** A ledger there is, and how far a sheet fits it. */
export interface Fit {
  ledger: string;
  name: string;
  kind: string;
  matched: number;
  columns: number;
  /** Each of them, and what of the ledger it is. */
  taken: ImportColumn[];
  missing: string[];
  usable: boolean;
}

export type Use = 'field' | 'unit' | 'number_of' | 'none';
export type Privacy = 'open' | 'internal' | 'personal' | 'sensitive';

/** A column of the sheet, and what it would become. */
export interface DraftField {
  id: string;
  name: string;
  heading: string;
  column: number;
  use: Use;
  type: string;
  measure: string | null;
  scale: number | null;
  required: boolean;
  privacy: Privacy;
  codes: string[];
  filled: number;
  distinct: number;
  samples: string[];
  because: string;
}

/** A new ledger for a sheet, to be corrected. `date`, `key` and `title` name fields by id. */
export interface Draft {
  name: string;
  kind: 'register' | 'log';
  mandate: string;
  unit_heading: string | null;
  date: string | null;
  begins: string | null;
  key: string[];
  title: string[];
  fields: DraftField[];
}

/** What a sheet may be: ledgers it fits, best first, and a new one. */
export interface Proposal {
  file: string;
  sheet: string | null;
  sheets: string[];
  header_row: number;
  rows: number;
  title: string | null;
  fits: Fit[];
  draft: Draft;
  /** What somebody should look at before the ledger is made. */
  findings: Finding[];
}

export interface LedgerMade {
  ledger: string;
  name: string;
  indicators: string[];
  receipt: Receipt | null;
}

/** A first figure of a ledger; `field` is what it folds, where it folds one; `filtered` says that only some records count. */
export interface FirstFigure {
  indicator: string;
  agg: string;
  field: string | null;
  filtered: boolean;
  figure: Figure;
}

export interface FirstFigures {
  unit: { id: string; name: string };
  period: string;
  figures: FirstFigure[];
}

/** A figure that may stand where a slot is; `mark` takes the place of the slot's text. */
export interface Choice {
  indicator: string;
  name: string;
  mark: string;
  shown: string;
  why: string;
  grade: string;
  grade_name: string;
  figure: Figure;
}

export type Piece = { kind: 'text'; text: string } | { kind: 'slot'; text: string; choices: Choice[] };

export interface Learned {
  pieces: Piece[];
}

export interface ReportMade {
  report: string;
  receipt: Receipt | null;
}

export const start = queryOptions({
  queryKey: ['start'],
  queryFn: ({ signal }) => get<Start>('/start', {}, signal),
  staleTime: Infinity,
});

export const found = (founding: Founding) => write<Start>('POST', '/start', founding);

export const findUnits = (file: File) => hand<UnitsFound>('/start/units', {}, file);

export const propose = (file: File, sheet: string) => hand<Proposal>('/proposals', { sheet }, file);

/** For a unit, where somebody may say so for several. */
export const makeLedger = (request: string, draft: Draft, unit?: string) => write<LedgerMade>('POST', '/ledgers', { request, draft, unit });

export const firstFigures = (ledger: string, ask: { unit: string; period: string }) =>
  queryOptions({
    queryKey: ['first-figures', ledger, ask],
    queryFn: ({ signal }) => get<FirstFigures>(at`/ledgers/${ledger}/first-figures`, ask, signal),
  });

export interface LearnAsk {
  text: string;
  unit: string;
  period: string;
  ledger: string | null;
}

export const learn = (ask: LearnAsk) => write<Learned>('POST', '/learn', ask);

export interface NewReport {
  request: string;
  name: string;
  title: string | null;
  text: string;
  period_kind: string;
}

export const makeReport = (report: NewReport) => write<ReportMade>('POST', '/reports', report);
