// How the server is doing, as machines and people are told: health, measurements, the log of requests, slow work, and
// doctor beside a running server, on an empty folder and on damaged ones.

import assert from 'node:assert/strict'
import {
  appendFileSync, chmodSync, cpSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ask, found } from './office.mjs'
import { freshFolder, qianmo, serve } from './product.mjs'

const base = freshFolder()
let server, log = ''

before(async () => {
  const env = { QIANMO_LOG: 'info', QIANMO_LOG_FORMAT: 'json', QIANMO_SLOW_STATEMENT_MS: '0', QIANMO_SLOW_FIGURES_MS: '0', QIANMO_SLOW_REQUEST_MS: '0' }
  server = await serve(base, { env, heard: (said) => (log += said) })
})
after(() => server?.stop())

/** The lines of the log that are events. */
const events = () => log.split('\n').slice(0, -1).filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))

/** Events of a kind; the log comes by another way than the answer and may be behind it. */
async function logged(is) {
  for (let tries = 0; tries < 200 && !events().some(is); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25))
  return events().filter(is)
}

/** What doctor says of a folder, by the name of the line. */
function doctor(folder, expect) {
  const done = qianmo(folder, 'doctor', '--port', '0', '--json')
  assert.equal(done.status, expect, `${done.out}\n${done.err}`)
  assert.doesNotMatch(done.err, /panic/)
  const told = JSON.parse(done.out)
  for (const line of told.lines) assert.ok(line.status === 'ok' || line.hint, `${line.name} says nothing to do: ${line.message}`)
  return { ...told, of: (name) => told.lines.find((line) => line.name === name) }
}

describe('a server', () => {
  test('lives before there are books, and is ready once there are', async () => {
    assert.deepEqual((await ask(server.address, '/health/live')).json, { status: 'ok', checks: [] })
    const before = await ask(server.address, '/health/ready')
    assert.equal(before.json.checks[0].name, 'pack')
    assert.equal(before.json.status, 'warn')
    assert.match((await ask(server.address, '/metrics')).text, /^qianmo_founded 0$/m)
    await found(server.address)
    const after = await ask(server.address, '/health/ready')
    assert.equal(after.status, 200, after.text)
    assert.deepEqual(after.json.checks.map((check) => check.name), ['database', 'pack', 'writer', 'jobs', 'room'])
    assert.deepEqual(after.json.checks.slice(0, 3).map((check) => check.status), ['ok', 'ok', 'ok'])
  })

  test('is measured by the patterns of its routes', async () => {
    await ask(server.address, '/api/ledgers/person/records?limit=1')
    await ask(server.address, '/api/ledgers/nothing-of-the-kind/records')
    await ask(server.address, '/no/such/page')
    const indicator = (await ask(server.address, '/api/indicators')).json[0].id
    const [unit] = (await ask(server.address, '/api/units')).json
    await ask(server.address, '/api/figures', { json: { asks: [{ indicator, unit: unit.id, period: '2024' }] } })
    const { text, headers } = await ask(server.address, '/metrics')
    assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/)
    const value = (name) => Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? NaN)
    const records = 'qianmo_http_requests_total{route="/api/ledgers/{ledger}/records",method="GET",status='
    assert.equal(value(`${records}"200"}`), 1, text)
    assert.equal(value(`${records}"404"}`), 1)
    assert.equal(value('qianmo_http_requests_total{route="(page)",method="GET",status="200"}'), 1)
    assert.doesNotMatch(text, /nothing-of-the-kind|such/)
    assert.equal(value('qianmo_founded'), 1)
    for (const name of [
      'qianmo_commits_total', 'qianmo_rows_written_total', 'qianmo_statements_total', 'qianmo_store_bytes', 'qianmo_figures_total',
      'qianmo_columns_books', 'qianmo_columns_rows', 'qianmo_columns_bytes', 'qianmo_columns_builds_total', 'qianmo_writer_alive',
      'qianmo_slow_total{kind="statement"}', 'qianmo_slow_total{kind="figures"}', 'qianmo_slow_total{kind="request"}',
      'process_resident_memory_bytes', 'process_open_fds', 'qianmo_disk_free_bytes',
    ]) assert.ok(value(name) > 0, `${name}: ${value(name)}\n${text}`)
    for (const name of ['qianmo_changes_waiting', 'qianmo_imports_running']) assert.equal(value(name), 0, name)
    // Every series has a head, every histogram adds up.
    const heads = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
    for (const [, name] of text.matchAll(/^([a-z_]+)/gm)) {
      assert.ok(heads.has(name) || heads.has(name.replace(/_(bucket|sum|count)$/, '')), `${name} has no TYPE`)
    }
  })

  test('tells one line of JSON a request, found by its number, and no address', async () => {
    const { headers } = await ask(server.address, '/api/ledgers/person/records?limit=x&q=whatever')
    const number = headers.get('x-request-id')
    const lines = await logged((event) => event['request.id'] === number && event.message === 'request')
    assert.equal(lines.length, 1)
    const [line] = lines
    assert.deepEqual(
      [line['http.method'], line['http.route'], line['http.status'], line['actor.role'], line['problem.code'], line.level],
      ['GET', '/api/ledgers/{ledger}/records', 400, 'administers', 'request.query', 'INFO'],
    )
    assert.ok(Number.isInteger(line.duration_ms) && line.bytes > 0)
    assert.doesNotMatch(log, /whatever/)
    assert.ok(events().some((event) => event.message === 'start'))
  })

  test('notes what was slow: the text without values, for whom, how many', async () => {
    const { status: howItIs, version, details: status } = (await ask(server.address, '/api/status')).json
    for (const kind of ['statement', 'figures', 'request']) assert.ok(status.slow.some((note) => note.kind === kind), kind)
    assert.ok(status.slow.length <= 200, 'the notes have an end')
    const statement = status.slow.find((note) => note.kind === 'statement' && note.table)
    assert.ok(statement.what.length > 0 && statement.asked_by, JSON.stringify(statement))
    assert.ok((await logged((event) => event.message === 'slow.statement' && event.sql)).length > 0)
    assert.equal(howItIs === 'wrong', false, JSON.stringify(status.checks))
    assert.ok(status.last_commit && version && status.store_bytes > 0)
  })

  test('refuses who is not of this machine, as every route does', async () => {
    const http = await import('node:http')
    const { port } = new URL(server.address)
    for (const path of ['/metrics', '/api/status', '/health/ready']) {
      const status = await new Promise((resolve, reject) => {
        http.get({ host: '127.0.0.1', port, path, headers: { host: 'evil.example' } }, (answer) => resolve(answer.resume().statusCode)).on('error', reject)
      })
      assert.equal(status, 400, path)
    }
  })

  test('is seen by doctor beside it', () => {
    const told = doctor(base, 0)
    assert.equal(told.running, true)
    assert.equal(told.of('server').status, 'ok', JSON.stringify(told.lines))
    assert.equal(told.of('journal').status, 'ok')
    assert.ok(told.slow.some((note) => note.kind === 'statement'))
    assert.match(qianmo(base, 'doctor').out, /慢操作/)
  })
})

describe('doctor', () => {
  const copy = () => {
    const folder = freshFolder()
    cpSync(base, folder, { recursive: true })
    return folder
  }

  test('makes nothing where nothing is', () => {
    const none = path.join(freshFolder(), 'none')
    assert.equal(doctor(none, 0).of('folder').status, 'warn')
    assert.equal(existsSync(none), false)
    const empty = freshFolder()
    assert.equal(doctor(empty, 0).of('database').status, 'warn')
    assert.deepEqual(readdirSync(empty), [])
  })

  test('knows when the books were verified', async () => {
    await server.stop()
    assert.equal(existsSync(path.join(base, 'running.json')), false)
    assert.equal(doctor(base, 0).of('verified').status, 'warn')
    assert.equal(qianmo(base, 'verify').status, 0)
    const told = doctor(base, 0)
    assert.equal(told.of('verified').status, 'ok')
    assert.deepEqual([told.running, told.of('port').status], [false, 'ok'])
    assert.equal((await logged((event) => event.message === 'stop')).length, 1)
  })

  const heads = (folder) => path.join(folder, 'store/heads.log')
  for (const [what, damage, name, grade] of [
    ['a tail that was cut', (folder) => {
      const last = readFileSync(heads(folder), 'utf8').trim().split('\n').at(-1).split('\t')
      appendFileSync(heads(folder), `${last[0]}\t${Number(last[1]) + 5}\t${last[2]}\n`)
    }, 'journal', 'wrong'],
    ['an entry that was replaced', (folder) => {
      const text = readFileSync(heads(folder), 'utf8')
      writeFileSync(heads(folder), text.replace(/[0-9a-f]{8}\n$/, '00000000\n'))
    }, 'journal', 'wrong'],
    ['noise in heads.log', (folder) => appendFileSync(heads(folder), 'noise\n'), 'journal', 'wrong'],
    ['no keys', (folder) => rmSync(path.join(folder, 'keys.json')), 'keys', 'wrong'],
    ['keys that are none', (folder) => writeFileSync(path.join(folder, 'keys.json'), '{"journal":'), 'keys', 'wrong'],
    ['keys open to all', (folder) => chmodSync(path.join(folder, 'keys.json'), 0o644), 'keys', 'warn'],
    ['a database of noise', (folder) => writeFileSync(path.join(folder, 'store/qianmo.db'), 'noise'.repeat(5_000)), 'database', 'wrong'],
    ['a database with holes', (folder) => {
      const file = path.join(folder, 'store/qianmo.db')
      const bytes = readFileSync(file)
      bytes.fill(0x58, 8192)
      writeFileSync(file, bytes)
    }, 'database', 'wrong'],
    ['an empty database', (folder) => writeFileSync(path.join(folder, 'store/qianmo.db'), ''), 'database', 'wrong'],
    ['no database', (folder) => rmSync(path.join(folder, 'store/qianmo.db')), 'database', 'wrong'],
    ['a pack that was altered', (folder) => {
      const kept = path.join(folder, 'packs', readFileSync(path.join(folder, 'packs/active'), 'utf8'), 'base/pack.toml')
      appendFileSync(kept, '\n# altered\n')
      writeFileSync(kept, readFileSync(kept, 'utf8').replace(/version = "/, 'version = "9'))
    }, 'pack', 'wrong'],
    ['no pack', (folder) => rmSync(path.join(folder, 'packs'), { recursive: true }), 'pack', 'wrong'],
    ['what a cut write left', (folder) => writeFileSync(path.join(folder, 'packs/x.part'), ''), 'leftovers', 'warn'],
  ]) {
    test(`tells ${what}`, () => {
      const folder = copy()
      damage(folder)
      const line = doctor(folder, grade === 'wrong' ? 1 : 0).of(name)
      assert.equal(line.status, grade, JSON.stringify(line))
    })
  }

  test('leaves the database as it was', () => {
    const folder = copy()
    const file = path.join(folder, 'store/qianmo.db')
    const before = [readFileSync(file).toString('base64'), statSync(file).mtimeMs]
    doctor(folder, 0)
    assert.deepEqual([readFileSync(file).toString('base64'), statSync(file).mtimeMs], before)
  })
})

test('books are verified and backed up at a click, one at a time', async () => {
  const [folder, backups] = [freshFolder(), freshFolder()]
  const plain = await serve(folder)
  const press = (address, what) => ask(address, `/api/${what}`, { json: {} })
  const status = async ({ address }) => (await ask(address, '/api/status')).json.details
  assert.equal((await press(plain.address, 'verify')).json.code, 'start.empty')
  await found(plain.address)
  const { may_verify, may_back_up, verified } = await status(plain)
  assert.deepEqual([may_verify, may_back_up, verified], [true, false, null])
  assert.equal((await press(plain.address, 'backups')).json.code, 'status.no_folder')
  const done = await press(plain.address, 'verify')
  assert.deepEqual([done.status, done.json], [200, { findings: [] }])
  assert.equal((await status(plain)).verified.findings, 0)
  await plain.stop()

  const keeping = await serve(folder, { args: ['--backup-to', backups] })
  // The one of today is caught up with as soon as it is found missing.
  for (let tries = 0; tries < 400 && !(await status(keeping)).backed_up; tries += 1) await new Promise((resolve) => setTimeout(resolve, 25))
  const before = readdirSync(backups).length
  assert.equal((await status(keeping)).may_back_up, true)
  const both = await Promise.all([press(keeping.address, 'backups'), press(keeping.address, 'backups')])
  const [made, refused] = both.sort((a, b) => a.status - b.status)
  assert.deepEqual([made.status, refused.status, refused.json.code], [200, 409, 'status.busy'], made.text)
  assert.match(made.json.said, /已备份为/)
  assert.equal(readdirSync(backups).length, before + 1)
  await keeping.stop()
})
