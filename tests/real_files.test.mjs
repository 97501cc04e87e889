// What a real spreadsheet program saves comes in as the same records, whichever format it was saved in: a title, a
// line of units, headings over two rows, a household's head merged beside its members, dates, ID numbers as text.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { answer, demoFolder, serve } from './product.mjs'

let server, files, ledger

before(async () => {
  files = saved(answer(demoFolder(), 'units', '--json'))
  server = await serve(demoFolder())
  const proposal = await send('/api/proposals', readFileSync(files.xlsx), { 'x-file-name': encodeURIComponent('住户.xlsx') })
  assert.equal(proposal.header_row, 4)
  const draft = { ...proposal.draft, name: '住户成员登记（实表）' }
  ledger = (await send('/api/ledgers', JSON.stringify({ request: 'real-files', draft }), { 'content-type': 'application/json' })).ledger
})

after(() => server?.stop())

/** The same sheet in each format, saved by the office program from one flat document. */
function saved(units) {
  const folder = mkdtempSync(path.join(tmpdir(), 'real-'))
  const source = path.join(folder, '住户.fods')
  const villages = units.filter((unit) => unit.parent && !units.some((other) => other.parent === unit.id)).map((unit) => unit.name)
  writeFileSync(source, flat(villages))
  const to = (format) => {
    execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', format, '--outdir', folder, source], { stdio: 'pipe' })
    return path.join(folder, `住户.${format}`)
  }
  const found = { xlsx: to('xlsx'), ods: to('ods'), xls: to('xls') }
  // WPS's .et is the same container of the same records as .xls; that such a name is taken is all this says.
  found.et = path.join(folder, '住户.et')
  copyFileSync(found.xls, found.et)
  return found
}

/** A flat OpenDocument sheet; `down` and `right` are how far a cell is merged. */
function flat([one, two]) {
  const text = (words, down = 1, right = 1) => `<table:table-cell office:value-type="string" table:number-rows-spanned="${down}" table:number-columns-spanned="${right}"><text:p>${words}</text:p></table:table-cell>`
  const day = (iso) => `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${iso}"><text:p>${iso}</text:p></table:table-cell>`
  const number = (value) => `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
  const under = '<table:covered-table-cell/>'
  const rows = [
    text('2022年住户成员登记表', 1, 7) + under.repeat(6),
    text('填报日期：2022年12月', 1, 5) + under.repeat(4) + text('单位：亩'),
    text('村', 2) + text('住户', 1, 2) + under + text('成员', 1, 3) + under.repeat(2) + text('承包地', 2),
    under + text('户编号') + text('户主') + text('成员姓名') + text('成员证件号码') + text('登记日期') + under,
    text(one, 2) + text('S001', 2) + text('张三', 2) + text('张三') + text('11010519491231002X') + day('2021-03-05') + number('3.5'),
    under.repeat(3) + text('张小') + text('440524188001010014') + day('2022-01-09') + number('1.25'),
    text(two) + text('S002') + text('李四') + text('李四') + text('370802194002015127') + day('2020-12-31') + number('0.8'),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style><style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="登记">${rows.map((row) => `<table:table-row>${row}</table:table-row>`).join('\n')}</table:table></office:spreadsheet></office:body></office:document>`
}

async function send(to, body, headers = {}) {
  const answered = await fetch(server.address + to, { method: 'POST', body, headers })
  const said = await answered.json()
  assert.ok(answered.ok, `${to} ${answered.status} ${JSON.stringify(said)}`)
  return said
}

/** Imports a file, reads what it wrote, and takes it back. */
async function taken(file) {
  const form = new FormData()
  form.append('options', JSON.stringify({ mode: 'run' }))
  form.append('file', new Blob([readFileSync(file)]), path.basename(file))
  const report = await send(`/api/imports/${ledger}`, form)
  assert.deepEqual(report.findings.filter((finding) => finding.severity === 'error'), [])
  const { records } = await (await fetch(`${server.address}/api/ledgers/${ledger}/records?limit=100`)).json()
  for (const { book, seq } of report.receipts) await send(`/api/books/${book}/changes/${seq}/undo`, JSON.stringify({ request: `${path.basename(file)}-${book}`, reason: '试过了' }), { 'content-type': 'application/json' })
  const told = records.map(({ unit_name, shown }) => [unit_name, ...Object.keys(shown).sort().map((field) => shown[field])].join(' ')).sort()
  return { told, counts: [report.header_row, report.rows, report.new, report.filled] }
}

test('xlsx, xls, ods and et of one sheet are the same records', { timeout: 300_000 }, async () => {
  const expect = await taken(files.xlsx)
  assert.deepEqual(expect.counts, [4, 3, 3, 3])
  assert.equal(expect.told.filter((line) => line.includes('2021-03-05')).length, 1)
  for (const format of ['xls', 'ods', 'et']) assert.deepEqual(await taken(files[format]), expect, format)
})
