/** The wire, as the server speaks it: ids and text as they are, decimals as strings, days as `YYYY-MM-DD`. */

import type { Expression } from '../expr/evaluate';

export type Grade = 'records' | 'village_totals' | 'external' | 'attested' | 'forecast';
export type Boundaries = 'then' | 'now';

export interface Finding {
  code: string;
  severity: 'error' | 'warning';
  message: string;
  hint?: string | null;
  file?: string | null;
  sheet?: string | null;
  line?: number | null;
  column?: number | null;
  field?: string | null;
}

export interface Session {
  actor: string;
  unit: { id: string; name: string };
  pack: { id: string; name: string; version: string; digest: string };
  as_of: string;
  today: string;
  /** The period a person starts with. */
  period: string;
}

export interface Unit {
  id: string;
  name: string;
  level: string;
  level_name: string;
  parent?: string | null;
  begins: string;
  ends?: string | null;
  book: string;
}

export interface Code {
  code: string;
  name: string;
  ended?: boolean;
}

/** An expression as its typed tree; `src/expr` runs it. */
export type Ir = Expression;

export interface Field {
  id: string;
  name: string;
  type: string;
  codes?: Code[] | null;
  to?: string | null;
  level?: string | null;
  scale?: number | null;
  in?: string | null;
  /** The base unit, of values that measure something. */
  base?: string | null;
  /** How many base units one `in` is, as a decimal. */
  factor?: string | null;
  required: boolean;
  privacy: 'open' | 'internal' | 'personal' | 'sensitive';
  dated: boolean;
  help?: string | null;
  default?: string | null;
  check?: { ir: Ir; message: string } | null;
  show_if?: Ir | null;
  required_if?: Ir | null;
  /** Whether a list can be sorted by it. */
  sortable?: boolean;
  /** Of a table: the fields of its child rows. */
  fields?: Field[];
}

export interface LedgerSummary {
  id: string;
  name: string;
  kind: 'register' | 'log' | 'case';
  mandate: string;
  help?: string | null;
  records: number;
}

export interface Step {
  id: string;
  name: string;
  from: string[];
  to: string;
}

export interface Ledger extends LedgerSummary {
  fields: Field[];
  states: { id: string; name: string; final?: boolean }[];
  steps: Step[];
  title: string[];
  key: string[];
  date: string;
  unit: string[];
  checks: { ir: Ir; message: string }[];
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Values = Record<string, Json | undefined>;

export interface StepTaken {
  step: string;
  name: string;
  to: string;
  on: string;
  by?: string | null;
  note?: string | null;
}

export interface LedgerRecord {
  ledger: string;
  book: string;
  record: string;
  unit: string;
  unit_name: string;
  title: string;
  from_seq: number;
  to_seq?: number | null;
  state?: string | null;
  state_name?: string | null;
  fields: Values;
  shown: Record<string, string>;
  steps: StepTaken[];
  masked: string[];
}

export interface Page {
  records: LedgerRecord[];
  next?: string | null;
  total: number;
}

export interface Version {
  from_seq: number;
  to_seq?: number | null;
  at: string;
  actor: string;
  act: string;
  act_name: string;
  reason?: string | null;
  changes: { field: string; name: string; before?: string | null; after?: string | null }[];
}

export interface Receipt {
  book: string;
  seq: number;
  at: string;
  repeated: boolean;
  record?: string | null;
}

export interface Entry {
  book: string;
  seq: number;
  at: string;
  actor: string;
  act: string;
  act_name: string;
  request: string;
  reason?: string | null;
  rows: number;
}

export interface Missing {
  code: string;
  message: string;
}

export interface Figure {
  indicator: string;
  name: string;
  value: string | null;
  in: string;
  places?: number | null;
  grade: Grade;
  grade_name: string;
  numerator?: string | null;
  denominator?: string | null;
  unit: string;
  unit_name: string;
  period: string;
  boundaries: Boundaries;
  as_of: string;
  definition: string;
  rows?: number | null;
  missing?: Missing | null;
}

export interface Ask {
  indicator: string;
  unit: string;
  period: string;
  boundaries?: Boundaries;
}

export interface Shown {
  field: string;
  name: string;
  text: string;
}

export interface EvidenceRow {
  ledger: string;
  book: string;
  record: string;
  unit: string;
  unit_name: string;
  from_seq: number;
  title: string;
  /** The first few values, in the order of the form. */
  shown: Shown[];
  contribution?: string | null;
  group?: string | null;
}

export interface Evidence {
  figure: Figure;
  /** What the figure means, in words. */
  definition: string;
  kind: 'rows' | 'operands' | 'siblings' | 'source' | 'parameter';
  rows?: {
    ledger: string;
    ledger_name: string;
    total: number;
    closed: number;
    rows: EvidenceRow[];
    next?: string | null;
  } | null;
  operands?: Figure[] | null;
  siblings?: Figure[] | null;
  /** What the evidence folds back to. */
  fold?: string | null;
}

export interface Indicator {
  id: string;
  name: string;
  aliases: string[];
  in: string;
  kind: string;
  about?: string | null;
  definition: string;
  ledger?: string | null;
}

export interface SpreadRow {
  unit: string | null;
  unit_name: string;
  period: string;
  figure: Figure;
}

export interface ReportSummary {
  id: string;
  name: string;
}

export type Run =
  | { kind: 'text'; text: string }
  | { kind: 'figure'; text: string; figure: Figure; against?: Figure | null; figure_ids?: string[] }
  | { kind: 'gap'; text: string; code: string; message: string; figure?: Figure | null };

export type Block =
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'table'; caption?: Run[]; header: Run[][]; rows: Run[][][] }
  | { kind: 'chart'; caption: Run[]; bars: { label: Run[]; value: Run[] }[] };

export interface ReportDocument {
  report: string;
  name: string;
  title: string;
  byline?: string | null;
  unit: { id: string; name: string };
  period: string;
  period_name: string;
  as_of: string;
  blocks: Block[];
  missing: { name: string; indicator: string; unit: { id: string; name: string }; period: string; code: string; message: string }[];
  warnings: Finding[];
}

export interface ImportReport {
  file: string;
  sheet?: string | null;
  header_row?: number | null;
  columns: { column: number; heading: string; field?: string | null }[];
  rows: number;
  new: number;
  changed: number;
  same: number;
  left_out: number;
  findings: Finding[];
  receipts: Receipt[];
  /** The cells as read, a few lines, so that findings can be shown where they are. */
  sample?: { line: number; cells: string[] }[];
}
