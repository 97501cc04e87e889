/**
 * The wire, by the names the screens use: what the server's OpenAPI says (`schema.ts`, generated), and where it says only
 * `string` or `object`, what the value is. What the server no longer sends, or sends otherwise, is an error here.
 */

import type { Expression } from '../expr/evaluate';
import type { components } from './schema';

type Wire = components['schemas'];

/** `B` with some of its members said more narrowly; each must be there, and remain what it was. */
type Narrow<B, N extends { [K in keyof N]: K extends keyof B ? B[K] : never }> = Omit<B, keyof N> & N;

/** `B` with some members that the schema leaves open (`object`) said in full; each must be there. */
type Full<B, N extends { [K in keyof N]: K extends keyof B ? unknown : never }> = Omit<B, keyof N> & N;

export type Grade = 'records' | 'village_totals' | 'external' | 'attested' | 'forecast';
export type Boundaries = 'then' | 'now';
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Values = Record<string, Json | undefined>;

/** An expression as its typed tree; `src/expr` runs it. */
export type Ir = Expression;

export type Finding = Narrow<Wire['WireFinding'], { severity: 'error' | 'warning' }>;
export type Privacy = 'open' | 'internal' | 'personal' | 'sensitive';
export type Office = 'system' | 'security' | 'audit';
export type Post = Wire['AccountPost'];
export type Account = Narrow<Wire['Account'], { offices: Office[] }>;
export type AccountEvent = Wire['AccountEvent'];
export type Role = Narrow<Wire['Role'], { clearance: Privacy }>;
export type MaskedField = Narrow<Wire['MaskedField'], { clearance: Privacy }>;
export type KeptLedger = Full<Wire['KeptLedger'], { masked: MaskedField[] }>;
export type UnitReaders = Full<Wire['UnitReaders'], { readers: Readers[]; kept: KeptLedger[] }>;
export type Readers = Narrow<Wire['Readers'], { clearance: Privacy }>;
export type Session = Narrow<Wire['Session'], { sign_in: 'local' | 'needed' | 'ended' | 'must_change' | 'must_set_up' | 'done'; offices: Office[] }>;
export type SignedIn = Wire['SignedIn'];
export type OutsideHouse = Wire['OutsideHouse'];
export type Token = Narrow<Wire['Token'], { scope: 'read' | 'write' }>;
export type MadeToken = Full<Wire['MadeToken'], { about: Token }>;
export type Device = Wire['Device'];
export type Unit = Wire['Unit'];
export type UnitShape = Wire['UnitShape'];
export type UnitShapes = Wire['UnitShapes'];
export type DrawnFeature = Full<Wire['DrawnFeature'], { findings: Finding[] }>;
export type DrawnUnits = Full<Wire['Drawn'], { features: DrawnFeature[] }>;
export type BaseMap = Wire['BaseMap'];
export type RecordPlace = Wire['RecordPlace'];
export type Places = Wire['Places'];
export type FoundRecords = Wire['FoundRecords'];
export type Parameter = Wire['Parameter'];
export type Reorganised = Wire['Reorganised'];
export type PostFate = Wire['PostFate'];

export type Code = Wire['Code'];
export type Check = Full<Wire['Check'], { ir: Ir }>;
/** Members that only some types of field have may be left out where a field is made up here. */
export type Field = Full<
  Omit<Wire['Field'], 'sortable' | 'codes' | 'ended' | 'numbered'>,
  {
    privacy: Privacy;
    check?: Check | null;
    show_if?: Ir | null;
    required_if?: Ir | null;
    fields?: Field[] | null;
  }
> & { codes?: (Omit<Code, 'ended'> & Partial<Pick<Code, 'ended'>>)[] | null } & Partial<Pick<Wire['Field'], 'sortable' | 'ended' | 'numbered'>>;

type Kind = 'register' | 'log' | 'case';
export type LedgerSummary = Narrow<Wire['LedgerName'], { kind: Kind }>;
export type Step = Wire['Step'];
export type Ledger = Full<Wire['Ledger'], { kind: Kind; fields: Field[]; checks: Check[] }>;

export type StepTaken = Wire['StepTaken'];
export type View = Wire['View'];
export type Tile = Wire['Tile'];
export type Span = Wire['Span'];
export type Home = Narrow<Wire['Home'], { whose: 'mine' | 'role' | 'usual' }>;

export type FileInfo = Wire['FileInfo'];
/** By which key, and what for, somebody opened what lists mask of a record. */
export type Look = Wire['Open'];
export type LedgerRecord = Full<Wire['Record'], { fields: Values; shown: Record<string, string> }>;
export type RecordLink = Full<Wire['Link'], { records: LedgerRecord[] }>;
export type Opened = Full<Wire['Opened'], { record: LedgerRecord; links: RecordLink[] }>;
export type Totals = Wire['Totals'];
export type Page = Full<Wire['Records'], { records: LedgerRecord[] }>;
export type Version = Wire['Version'];
/** Who told, where that is not who typed. */
export type Told = Wire['Told'];
export type ToldBy = Wire['ToldBy'];
export type Teller = Wire['Teller'];
export type Receipt = Wire['Receipt'];
export type ActName = Wire['ActName'];
export type Entry = Wire['ChangeEntry'];
export type Change = Wire['Change'];
export type Changes = Wire['Changes'];

type HowItIs = 'ok' | 'warn' | 'wrong';
export type Hook = Narrow<Wire['Hook'], { state: 'well' | 'waiting' | 'paused' }>;
export type Hooks = Full<Wire['Hooks'], { hooks: Hook[] }>;
export type MadeHook = Wire['MadeHook'];
export type HealthCheck = Narrow<Wire['HealthCheck'], { status: HowItIs }>;
export type SlowNote = Narrow<Wire['SlowNote'], { kind: 'statement' | 'figures' | 'request' }>;
export type StatusJob = Narrow<Wire['StatusJob'], { how: 'running' | 'done' | 'failed' | 'lost' }>;
export type StatusDetails = Full<Wire['StatusDetails'], { checks: HealthCheck[]; slow: SlowNote[]; jobs: StatusJob[] }>;
export type Status = Full<Narrow<Wire['Status'], { status: HowItIs }>, { details?: StatusDetails | null }>;

export type Missing = Wire['Missing'];
export type Figure = Full<Wire['Figure'], { grade: Grade; boundaries: Boundaries; value: string | null }>;
export type Ask = Omit<Wire['Ask'], 'boundaries'> & { boundaries?: Boundaries };
export type Figures = Full<Wire['Figures'], { figures: Figure[] }>;

export type UnitAround = Wire['UnitAround'];
export type Holder = Wire['Holder'];
export type ListCondition = Narrow<Wire['ListCondition'], { test: 'most' | 'beyond' | 'within' | 'among' }>;
export type RecordCount = Full<
  Narrow<Wire['RecordCount'], { what: 'all' | 'on_day' | 'in_period' | 'open' | 'finished' }>,
  { conditions?: ListCondition[] | null }
>;
export type LedgerHere = Full<Wire['LedgerHere'], { kind: Kind; counts: RecordCount[] }>;
export type ToldFigure = Full<Wire['ToldFigure'], { now: Figure; before?: Figure | null }>;
export type PromisedFigure = Full<Wire['PromisedFigure'], { target: Figure; so_far?: Figure | null }>;
export type NewestRecord = Wire['NewestRecord'];
export type UnitPage = Full<Wire['UnitPage'], { ledgers: LedgerHere[]; figures: ToldFigure[]; targets: PromisedFigure[] }>;

export type Shown = Wire['Shown'];
export type EvidenceRow = Wire['EvidenceRow'];
export type Evidence = Full<
  Wire['Evidence'],
  {
    figure: Figure;
    kind: 'rows' | 'operands' | 'siblings' | 'source' | 'parameter';
    operands?: Figure[] | null;
    siblings?: Figure[] | null;
  }
>;

export type Indicator = Wire['Indicator'];
export type SpreadRow = Full<Wire['Cell'], { unit: string | null; figure: Figure }>;
export type Spread = Full<Wire['Cells'], { cells: SpreadRow[] }>;

/** A column of a sheet and what it was taken for. */
export type ImportColumn = Narrow<
  Wire['ImportColumn'],
  {
    brings: 'field' | 'number_of' | 'since' | 'unit' | 'above' | 'step' | 'step_by' | 'nothing' | 'named' | 'unknown';
    source: 'heading' | 'said' | 'remembered';
  }
>;
/** A sheet that brings the rows of a table. */
export type ImportChild = Full<Wire['ImportChild'], { columns: ImportColumn[] }>;
export type ImportReport = Full<Wire['ImportReport'], { findings: Finding[]; columns: ImportColumn[]; children: ImportChild[] }>;
export type ImportRow = Wire['ImportRow'];
export type ImportProgress = Wire['ImportProgress'];

export type ReportSummary = Wire['ReportName'];

export type FormSummary = Wire['FormName'];
export type FormGap = Wire['FormGap'];
export type FormHeading = Wire['FormHeading'];
export type FormCell = Full<Wire['FormCell'], { figure?: Figure | null }>;
export type FormRow = Full<Wire['FormRow'], { cells: FormCell[] }>;
export type FilledForm = Full<Wire['FilledForm'], { rows: FormRow[] }>;

export type PointKind = 'forecast' | 'missing' | 'small';
export type Point = Narrow<Wire['Point'], { kind: PointKind }>;
export type Difference = Wire['Difference'];
export type OpenedFormVersion = Full<Wire['OpenedFormVersion'], { filled: FilledForm }>;
export type ReportVersion = Wire['IssuedVersion'];
export type Readiness = Full<Wire['Readiness'], { points: Point[] }>;
export type Decision = Narrow<Wire['Decision'], { kind: PointKind }>;
export type OpenedVersion = Full<Wire['OpenedVersion'], { document: ReportDocument; decisions: Decision[] }>;
export type AnnexRow = Narrow<Wire['AnnexRow'], { grade: Grade }>;
export type Annex = Full<Wire['Annex'], { rows: AnnexRow[] }>;

/** A report travels as its document tree, which the schema does not describe. */
export interface ReportDocument {
  report: string;
  name: string;
  title: string;
  byline?: string | null;
  unit: Wire['UnitName'];
  period: string;
  period_name: string;
  as_of: string;
  blocks: Block[];
  missing: { name: string; indicator: string; unit: Wire['UnitName']; period: string; code: string; message: string }[];
  warnings: Finding[];
}

export type Block =
  | { kind: 'heading'; level: number; runs: Run[] }
  | { kind: 'paragraph'; runs: Run[] }
  | { kind: 'table'; caption?: Run[]; header: Run[][]; rows: Run[][][] }
  | { kind: 'chart'; caption: Run[]; bars: { label: Run[]; value: Run[] }[] };

export type Run =
  | { kind: 'text'; text: string }
  | { kind: 'figure'; text: string; figure: Figure; against?: Figure | null; figure_ids?: string[] }
  | { kind: 'gap'; text: string; code: string; message: string; figure?: Figure | null };
