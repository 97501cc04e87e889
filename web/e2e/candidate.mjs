// Finds, by the data alone, a ratio of the report that a corrected number can move: no name of any pack stands here.

import { api } from './browser.mjs'

const NUMBERS = ['integer', 'decimal', 'money']
const PAGE = 20

/** The ratio, the operand its largest rows stand behind, the row, the field, and what to type instead. */
export async function findCandidate() {
  const session = await api('/session')
  const [report] = await api('/reports')
  const document = await api(`/reports/${report.id}?unit=${session.unit.id}&period=${session.period}`)
  for (const figure of ratios(document)) {
    const evidence = await openFigure(figure)
    for (const operand of evidence.operands ?? []) {
      const found = await movable(operand)
      if (found) return { session, report, figure, operand, ...found }
    }
  }
  throw new Error('no ratio of the report stands on rows with a number that could be corrected')
}

/** Every figure of a report once, as a question. */
export function figuresOf(document) {
  const runs = document.blocks.flatMap((block) => [
    ...(block.runs ?? []),
    ...(block.rows ?? []).flat(2),
    ...(block.bars ?? []).flatMap((bar) => bar.value),
  ])
  return runs.filter((run) => run.kind === 'figure').map((run) => ({ ...run.figure, ...(run.figure.ask ?? {}) }))
}

function ratios(document) {
  return figuresOf(document).filter((figure) => figure.numerator && figure.denominator && figure.value && figure.in === '%')
}

function openFigure({ indicator, unit, period }) {
  return api(`/figures/${encodeURIComponent(indicator)}/open?unit=${unit}&period=${period}&limit=${PAGE}`)
}

async function movable(operand) {
  const { rows } = await openFigure(operand)
  if (!rows?.rows.length) return undefined
  const ledger = await api(`/ledgers/${rows.ledger}`)
  const largest = [...rows.rows].sort((a, b) => Number(b.contribution ?? 0) - Number(a.contribution ?? 0))
  for (const row of largest) {
    const record = await api(`/ledgers/${row.ledger}/records/${row.book}/${row.record}`)
    const fields = ledger.fields.filter((one) => NUMBERS.includes(one.type) && !one.dated && contributes(record.fields[one.id], row.contribution))
    const [field] = fields
    if (field && fields.length === 1) return { row, record, field, typed: smaller(field, record.fields[field.id]) }
  }
  return undefined
}

/** A field is what a row contributes if they differ by a power of ten, as 元 and 万元 do; a count contributes 1 and is not. */
function contributes(value, contribution) {
  const ratio = Number(value) / Number(contribution)
  return Number(contribution) > 1 && Math.abs(Math.log10(ratio) - Math.round(Math.log10(ratio))) < 1e-9
}

/** Nine tenths of a stored number, in the unit it is written in. */
function smaller(field, stored) {
  const scale = field.type === 'integer' ? 0 : (field.scale ?? 2)
  const written = Math.floor(Number(stored) * 10 ** scale * 0.9) / 10 ** scale / Number(field.factor ?? 1)
  return String(Number(written.toFixed(6)))
}
