// Lists go out as files that other programs read as they are meant: every ledger of the demo as a workbook, opened by the
// office program and written out again, is what the list and the CSV say. A transfer that is broken off is no file.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { answer, demoFolder, qianmo, serve } from './product.mjs'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
let folder, served, ledgers, server

before(async () => {
  folder = demoFolder()
  ledgers = answer(folder, 'ledgers', '--json')
  served = demoFolder()
  server = await serve(served)
})

after(() => server?.stop())

/** CSV into rows of cells. */
function rows(text) {
  const all = []
  let row = [], cell = '', quoted = false
  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') cell += text[++at]
      else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"') quoted = true
    else if (c === ',' || c === '\n') {
      row.push(cell)
      cell = ''
      if (c === '\n') {
        all.push(row)
        row = []
      }
    } else if (c !== '\r') cell += c
  }
  return all
}

const read = (file) => rows(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
const list = (ledger, query = '') => fetch(`${server.address}/api/ledgers/${ledger}/records${query}`).then((response) => response.json())
const file = (ledger, query) => fetch(`${server.address}/api/ledgers/${ledger}/export${query}`)

describe('files of lists', () => {
  test('are read by an office program as the CSV says them, cell by cell', { timeout: 300_000 }, () => {
    const made = mkdtempSync(path.join(tmpdir(), 'export-'))
    for (const { id } of ledgers) {
      for (const ending of ['xlsx', 'csv']) {
        const done = qianmo(folder, 'export', id, '--to', path.join(made, `${id}.${ending}`))
        assert.equal(done.status, 0, done.err)
      }
    }
    const sheets = ledgers.map(({ id }) => path.join(made, `${id}.xlsx`))
    const opened = mkdtempSync(path.join(tmpdir(), 'opened-'))
    // Separated by commas, in UTF-8, as shown, the first sheet.
    const how = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1'
    execFileSync('soffice', [`-env:UserInstallation=file://${opened}/profile`, '--headless', '--convert-to', how, '--outdir', opened, ...sheets], { stdio: 'pipe' })
    let cells = 0
    const wrong = []
    for (const { id } of ledgers) {
      const theirs = read(path.join(opened, readdirSync(opened).find((name) => name === `${id}.csv` || name.startsWith(`${id}-`))))
      const ours = read(path.join(made, `${id}.csv`))
      assert.equal(theirs.length, ours.length, id)
      ours.forEach((row, at) => row.forEach((cell, column) => {
        cells += 1
        const said = cell.replace(/^'(?=[=+\-@\t\r\n])/, '')
        const shown = theirs[at][column]
        const same = shown === said || (said !== '' && shown !== '' && Number(shown) === Number(said))
        if (!same) wrong.push(`${id} ${at + 1}:${column + 1} ${shown} ≠ ${said}`)
      }))
    }
    assert.deepEqual(wrong, [])
    assert.ok(cells > 20_000, `${cells} cells`)
  })

  test('have as many records as the list, in its order, narrowed alike', async () => {
    const { id } = ledgers.find(({ id, states }) => !id.startsWith('_') && states.length)
    const [unit] = (await list(id)).records.map((record) => record.unit)
    for (const query of ['', `?unit=${unit}`, '?sort=-unit', `?filter=${encodeURIComponent("state == 'no such'")}`]) {
      const told = await list(id, `${query}${query ? '&' : '?'}limit=500`)
      const sent = await file(id, `${query}${query ? '&' : '?'}format=csv&fields=record,state`)
      if (told.code) {
        assert.equal((await sent.json()).code, told.code)
        continue
      }
      assert.equal(sent.headers.get('x-total'), String(told.total))
      const lines = rows((await sent.text()).replace(/^\uFEFF/, '')).slice(1)
      assert.deepEqual(lines, told.records.map((record) => [record.record, record.state_name]))
    }
  })

  test('have a name and a kind, and open on their records', async () => {
    const [{ id, name }] = ledgers
    const sent = await file(id, '?format=xlsx')
    assert.equal(sent.headers.get('content-type'), XLSX)
    assert.match(decodeURIComponent(sent.headers.get('content-disposition')), new RegExp(`^attachment; filename\\*=UTF-8''${name}-\\d{4}-\\d\\d-\\d\\d.*\\.xlsx$`))
    assert.equal(Buffer.from(await sent.arrayBuffer()).subarray(0, 2).toString(), 'PK')
  })

  test('that nobody can make are refused in words', async () => {
    const [{ id }] = ledgers
    for (const [query, status, code] of [
      ['?format=docx', 400, 'request.format'], ['?fields=nothing', 422, 'export.unknown_field'], ['?filter=nothing', 422, 'list.bad_filter'],
      ['?sort=nothing', 422, 'list.unknown_sort'], ['?unit=nowhere', 404, 'not_found'], ['?as_of=x', 400, 'request.cut'],
    ]) {
      const sent = await file(id, query)
      const problem = await sent.json()
      assert.deepEqual([sent.status, problem.code], [status, code], query)
      assert.ok(problem.hint, query)
    }
    assert.equal((await file('no_such', '')).status, 404)
  })

  test('end when their reader goes away, and the server goes on', async () => {
    const { id } = ledgers.find(({ id }) => id === 'person')
    for (let n = 0; n < 12; n++) {
      await new Promise((resolve, reject) => {
        http.get(`${server.address}/api/ledgers/${id}/export`, (response) => {
          response.once('data', () => {
            response.destroy()
            resolve()
          })
        }).on('error', reject)
      })
    }
    assert.ok((await list(id)).total > 0)
  })
})

describe('the command', () => {
  test('writes a file under its name once it is whole', () => {
    const made = mkdtempSync(path.join(tmpdir(), 'export-'))
    const to = path.join(made, '人员.csv')
    writeFileSync(to, 'before')
    const done = qianmo(folder, 'export', 'person', '--to', to, '--sort=-begins', '--fields', 'name,begins')
    assert.equal(done.status, 0, done.err)
    const lines = read(to)
    assert.match(done.out, new RegExp(`${lines.length - 1} 条`))
    const days = lines.slice(1).map(([, day]) => day)
    assert.deepEqual(days, [...days].sort().reverse())
    assert.deepEqual(readdirSync(made), ['人员.csv'])
  })

  test('says what is wrong and leaves nothing', () => {
    const made = mkdtempSync(path.join(tmpdir(), 'export-'))
    for (const [args, code] of [
      [['person', '--to', path.join(made, 'a.pdf')], /xlsx|csv/],
      [['person', '--to', path.join(made, 'no/such/a.csv')], /没有这个文件或目录/],
      [['nothing', '--to', path.join(made, 'a.csv')], /没有找到/],
      [['person', '--to', path.join(made, 'a.csv'), '--fields', 'wings'], /wings/],
    ]) {
      const done = qianmo(folder, 'export', ...args)
      assert.equal(done.status, 1, args.join(' '))
      assert.match(done.err, code)
      assert.match(done.err, /→/)
    }
    assert.deepEqual(readdirSync(made), [])
    assert.ok(!existsSync(path.join(made, 'no')))
  })
})

describe('forms', () => {
  test('are written by the command as the server gives them, and say what is missing', { timeout: 120_000 }, async () => {
    const made = mkdtempSync(path.join(tmpdir(), 'forms-'))
    const forms = await fetch(`${server.address}/api/forms`).then((response) => response.json())
    const session = await fetch(`${server.address}/api/session`).then((response) => response.json())
    assert.ok(forms.some(({ each }) => each) && forms.some(({ each }) => !each), 'one of each kind')
    for (const { id, period, name } of forms) {
      const when = period === 'quarter' ? `${session.period}-Q3` : session.period
      const to = path.join(made, `${id}.xlsx`)
      const done = qianmo(folder, 'form', id, '--unit', session.unit.name, '--period', when, '--out', to)
      assert.equal(done.status, 0, done.err)
      const query = `?unit=${session.unit.id}&period=${when}`
      const told = await fetch(`${server.address}/api/forms/${id}${query}`).then((response) => response.json())
      assert.match(done.out, new RegExp(`《${name}》，${told.total} 行`))
      assert.equal((done.out.match(/缺：/g) ?? []).length, told.missing.length)
      const sent = await fetch(`${server.address}/api/forms/${id}/file${query}`)
      assert.deepEqual([sent.headers.get('content-type'), sent.headers.get('x-total')], [XLSX, String(told.total)])
      assert.equal(Buffer.from(await sent.arrayBuffer()).subarray(0, 2).toString(), 'PK')
    }
    // As an office program reads it: the title, the headings, the rows.
    const how = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1'
    const sheets = forms.map(({ id }) => path.join(made, `${id}.xlsx`))
    execFileSync('soffice', [`-env:UserInstallation=file://${made}/profile`, '--headless', '--convert-to', how, '--outdir', made, ...sheets], { stdio: 'pipe' })
    for (const { id, period } of forms) {
      const when = period === 'quarter' ? `${session.period}-Q3` : session.period
      const told = await fetch(`${server.address}/api/forms/${id}?unit=${session.unit.id}&period=${when}`).then((response) => response.json())
      const theirs = read(path.join(made, readdirSync(made).find((name) => name.startsWith(id) && name.endsWith('.csv'))))
      assert.equal(theirs[0][0], told.title)
      const cells = theirs.flat()
      for (const { text } of told.headings) assert.ok(cells.includes(text), text)
      for (const code of told.codes ?? []) assert.ok(cells.includes(code), code)
    }
  })

  test('that cannot be filled in are refused in words', () => {
    const made = mkdtempSync(path.join(tmpdir(), 'forms-'))
    for (const [args, told] of [
      [['nothing', '--unit', '990101200000', '--period', '2022', '--out', path.join(made, 'a.xlsx')], /没有找到/],
      [['farming_summary', '--unit', '990101200000', '--period', '2022-03', '--out', path.join(made, 'a.xlsx')], /年度/],
      [['farming_summary', '--unit', '990101200000', '--period', '2022', '--out', path.join(made, 'a.csv')], /xlsx/],
    ]) {
      const done = qianmo(folder, 'form', ...args)
      assert.equal(done.status, 1, args.join(' '))
      assert.match(done.err, told)
      assert.match(done.err, /→/)
    }
    assert.deepEqual(readdirSync(made), [])
  })
})
