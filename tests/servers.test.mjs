// Two servers on one PostgreSQL: what one commits the other answers with; one that is killed in the middle of an import
// holds nothing; a ledger declared on one is in force on the other; the backup of a day is made once; a county moves in and out and its figures are equal.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'

import { demoFolder, freshFolder, qianmo, root, serve } from './product.mjs'

const without = process.env.QIANMO_WITHOUT_POSTGRES && !process.env.CI
const PASSWORD = 'never-to-be-seen'

let cluster, url
const stops = []
const logs = []

before(async () => {
  if (without) return
  cluster = spawn('sh', [path.join(root, 'tests/postgres.sh'), 'own'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const address = await new Promise((resolve, reject) => {
    cluster.stdout.on('data', (bytes) => resolve(String(bytes).trim()))
    cluster.on('exit', (code) => reject(new Error(`no PostgreSQL for tests (${code}); install it, or set QIANMO_WITHOUT_POSTGRES=1`)))
  })
  url = address.replace('postgres@', `postgres:${PASSWORD}@`)
})

after(async () => {
  if (!cluster) return
  for (const stop of stops) await stop('SIGTERM')
  cluster.removeAllListeners('exit')
  const gone = new Promise((resolve) => cluster.on('exit', resolve))
  cluster.stdin.end()
  await gone
})

/** A server on the database; what it logs is kept. */
async function serveThere(folder, ...args) {
  const server = await serve(folder, {
    args,
    env: { QIANMO_DATABASE: url, QIANMO_LOG: 'debug,sqlx=info,hyper=info' }, heard: (said) => logs.push(said),
  })
  stops.push(server.stop)
  return server
}

async function ask(server, route, body) {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(server.address + route, init)
  const text = await answer.text()
  assert.ok(!text.includes(PASSWORD))
  return { status: answer.status, body: text ? JSON.parse(text) : null }
}

async function good(server, route, body) {
  const answer = await ask(server, route, body)
  assert.ok(answer.status < 300, `${route}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

const rivers = (from, count) => {
  const rows = ['村,巡河日期,河段,巡查结果']
  for (let n = from; n < from + count; n += 1) rows.push(`${village.name},2022-${String(n % 12 + 1).padStart(2, '0')}-11,河段${n},${result}`)
  return rows.join('\n')
}

async function hand(server, text, request) {
  const form = new FormData()
  form.append('file', new Blob([text], { type: 'text/csv' }), 'rivers.csv')
  form.append('options', JSON.stringify({ mode: 'run', request }))
  return fetch(`${server.address}/api/imports/river_patrol`, { method: 'POST', body: form })
}

/** A data folder of one more server: the keys are all it brings. */
function another() {
  const folder = freshFolder()
  copyFileSync(path.join(home, 'keys.json'), path.join(folder, 'keys.json'))
  return folder
}

const inDatabase = (folder, ...args) => qianmo(folder, '--database', url, ...args)
function told(done) {
  logs.push(done.out, done.err)
  assert.equal(done.status, 0, `${done.out}${done.err}`)
  return done.out
}

const figuresOf = (text) => JSON.parse(text).map(({ indicator, value, grade, as_of: cut }) => ({ indicator, value, grade, cut }))
const patrols = async (server) => {
  const asked = { asks: [{ indicator: 'river_patrols', unit: unit, period: '2022' }] }
  const answer = await good(server, '/api/figures', asked)
  return Number((answer.figures ?? answer)[0].value)
}

let demo, home, unit, village, result, here, there

test('a county moves from a folder into the database, and its figures are equal', { skip: without }, () => {
  demo = demoFolder()
  home = freshFolder()
  unit = JSON.parse(told(qianmo(demo, 'session', '--json'))).unit.id
  village = JSON.parse(told(qianmo(demo, 'units', '--json'))).find((one) => one.parent === unit)
  told(qianmo(demo, 'move', '--from', demo, '--to', home, '--to-database', url))
  const ask = ['figures', '--unit', unit, '--period', '2022', '--json']
  const before = figuresOf(told(qianmo(demo, ...ask)))
  assert.ok(before.length > 50)
  assert.deepEqual(figuresOf(told(inDatabase(home, ...ask))), before)
  assert.deepEqual(figuresOf(told(inDatabase(home, ...ask, '--in-database'))), before)
  told(inDatabase(home, 'verify'))
  const again = qianmo(demo, 'move', '--from', demo, '--to', freshFolder(), '--to-database', url)
  assert.equal(again.status, 1)
  assert.match(again.err, /已经记过账/)
  const keyless = inDatabase(freshFolder(), 'units')
  assert.equal(keyless.status, 1)
  assert.match(keyless.err, /keys\.json/)
})

test('what one server commits the other answers with', { skip: without }, async () => {
  here = await serveThere(home)
  there = await serveThere(another())
  const shown = await good(here, '/api/ledgers/river_patrol')
  result = shown.fields.find((one) => one.id === 'result').codes[0].name
  const before = await patrols(there)
  for (let n = 0; n < 5; n += 1) {
    const [writer, reader] = n % 2 ? [there, here] : [here, there]
    await good(writer, '/api/ledgers/river_patrol/records', {
      request: `r${n}`, unit: village.id, fields: { patrolled_on: '2022-03-05', reach: `一号河段${n}`, result },
    })
    assert.equal(await patrols(reader), before + n + 1)
  }
})

test('what is declared on one server is in force on the other', { skip: without }, async () => {
  const field = (id, name, used, type, more = {}) => ({ id, name, heading: name, use: used, type, privacy: 'internal', ...more })
  const draft = (name) => ({
    request: name,
    draft: {
      name, kind: 'log', counted: '次', date: 'seen_on', key: ['seen_on'], unit_heading: '村',
      fields: [
        field('village', '村', 'unit', 'text'), field('seen_on', '日期', 'field', 'date', { required: true }),
        field('trees', '棵数', 'field', 'integer', { measure: '棵' }),
      ],
    },
  })
  const made = await ask(here, '/api/ledgers', draft('古树巡护'))
  assert.ok(made.status < 300, JSON.stringify(made.body))
  const names = (await good(there, '/api/ledgers')).map((one) => one.name)
  assert.ok(names.includes('古树巡护'), names.join())
  // Laid over the other's declaration, not over what this server knew when it started.
  const also = await ask(there, '/api/ledgers', draft('水井登记'))
  assert.ok(also.status < 300, JSON.stringify(also.body))
  const both = (await good(here, '/api/ledgers')).map((one) => one.name)
  assert.ok(both.includes('古树巡护') && both.includes('水井登记'), both.join())
})

test('a server that is killed in the middle of an import holds nothing', { skip: without, timeout: 180_000 }, async () => {
  const before = await patrols(there)
  let ended = false
  const importing = hand(here, rivers(0, 20_000), 'to-be-killed').then((answer) => answer.status, () => 'cut off').finally(() => (ended = true))
  // As soon as it writes, it is killed.
  let stage
  while (!ended && stage !== 'writing') {
    const answer = await ask(here, '/api/imports/progress/to-be-killed')
    stage = answer.body?.stage ?? stage
  }
  assert.deepEqual([stage, ended], ['writing', false], 'it is in the middle')
  await here.stop('SIGKILL')
  const outcome = await importing
  const began = Date.now()
  await good(there, '/api/ledgers/river_patrol/records', {
    request: 'after', unit: village.id, fields: { patrolled_on: '2022-03-06', reach: '二号河段', result },
  })
  assert.ok(Date.now() - began < 20_000, 'nobody waits for the dead')
  const now = await patrols(there)
  const whole = outcome === 200 ? [before + 20_001] : [before + 1, before + 20_001]
  assert.ok(whole.includes(now), `${before} → ${now} (${outcome})`)
  await there.stop('SIGTERM')
  for (const folder of [home, another()]) told(inDatabase(folder, 'verify'))
})

/** What a server says of the backup of every day, once it has ended. */
async function backedUp(server) {
  for (let tries = 0; tries < 600; tries += 1) {
    const run = (await good(server, '/api/status')).details.jobs.find(({ id }) => id === 'backup')
    if (run && run.how !== 'running') return run
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('no backup was made')
}

test('the backup of a day is made by one of the servers, once', { skip: without, timeout: 120_000 }, async () => {
  const kept = freshFolder()
  const archives = () => readdirSync(kept).filter((name) => name.endsWith('.zip'))
  const servers = await Promise.all([home, another()].map((folder) => serveThere(folder, '--backup-to', kept)))
  const runs = await Promise.all(servers.map(backedUp))
  assert.deepEqual(runs[0], runs[1], 'both tell of the one run')
  assert.equal(runs[0].how, 'done', runs[0].said)
  const made = archives()
  assert.equal(made.length, 1, made.join())
  for (const server of servers) await server.stop('SIGTERM')
  // Whoever comes later on the same day finds it done.
  const later = await serveThere(another(), '--backup-to', kept)
  assert.deepEqual(await backedUp(later), runs[0])
  await later.stop('SIGTERM')
  assert.deepEqual(archives(), made)
  told(qianmo(path.join(freshFolder(), 'restored'), 'restore', path.join(kept, made[0])))
})

test('a county moves back into a folder', { skip: without }, () => {
  const folder = freshFolder()
  told(qianmo(folder, 'move', '--from', home, '--from-database', url, '--to', folder))
  const ask = ['figures', '--unit', unit, '--period', '2022', '--json']
  assert.deepEqual(figuresOf(told(qianmo(folder, ...ask))), figuresOf(told(inDatabase(home, ...ask))))
  told(qianmo(folder, 'verify'))
})

test('the password is nowhere to be seen', { skip: without }, () => {
  const wrong = inDatabase(another(), 'verify', '--database', url.replace('/postgres?', `/none?`))
  logs.push(wrong.out, wrong.err)
  assert.ok(logs.join('').length > 1_000)
  assert.ok(!logs.join('').includes(PASSWORD))
})
