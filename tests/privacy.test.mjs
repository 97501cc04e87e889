// Nothing that people write is in what the program says of itself. Known names, ID numbers, phones and bank cards go in by
// every road, right and wrong, on both databases and while each of them fails; then every line of the log (with everything
// noted as slow, at the level that says most), every error that somebody else gets, the measurements, the page of the
// server's state and doctor are searched for each of them.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { describe, test } from 'node:test'
import { ask, found } from './office.mjs'
import { freshFolder, root, serve } from './product.mjs'

const without = process.env.QIANMO_WITHOUT_POSTGRES && !process.env.CI
const LOUD = {
  QIANMO_LOG: 'trace,sqlx=trace,hyper=trace,tower_http=trace,h2=trace', QIANMO_LOG_FORMAT: 'json',
  QIANMO_SLOW_STATEMENT_MS: '0', QIANMO_SLOW_FIGURES_MS: '0', QIANMO_SLOW_REQUEST_MS: '0',
}

/** An ID number that checks. */
function idNumber(head) {
  const sum = [...head].reduce((sum, digit, i) => sum + digit * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i], 0)
  return head + '10X98765432'[sum % 11]
}

const people = ['欧阳惠兰', '司徒建业', '慕容小满', '上官守田', '皇甫禾生', '尉迟麦香', '令狐青秧', '钟离石根'].map((name, n) => ({
  name,
  id: idNumber(`5227291971071${n}${n}1${n}`.slice(0, 17).padEnd(17, '3')),
  phone: `1391122${String(3077 + n)}`,
  card: `62284804025648900${n}8`,
}))
const [one, other, third, fourth, fifth, sixth, seventh, eighth] = people
const seeded = people.flatMap(({ name, id, phone, card }) => [name, id, phone, card])

/** Everything seeded that a text holds, as it is or as an address writes it. */
const foundIn = (text) => seeded.filter((value) => text.includes(value) || text.toLowerCase().includes(encodeURIComponent(value).toLowerCase()))

/** Asks, and looks whether an error tells what the request itself did not say. */
async function knock(address, route, init = {}) {
  const answer = await ask(address, route, init)
  if (answer.status >= 400) {
    const said = route + (init.body instanceof FormData ? [...init.body.values()].join() : JSON.stringify(init))
    const others = foundIn(answer.text).filter((value) => !said.includes(value) && !said.includes(encodeURIComponent(value)))
    assert.deepEqual(others, [], `${route} told somebody else's data: ${answer.text}`)
    assert.equal(answer.json && 'detail' in answer.json, false, `${route} sent its detail: ${answer.text}`)
  }
  return answer
}

/** A request that fetch would not send. */
const raw = (address, options) => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(address)
  http.request({ hostname, port, headers: { host: '127.0.0.1' }, ...options }, (answer) => {
    answer.resume().on('end', () => resolve(answer.statusCode))
  }).on('error', reject).end()
})

const form = (name, text, options) => {
  const body = new FormData()
  body.append('file', new Blob([text]), name)
  body.append('options', typeof options === 'string' ? options : JSON.stringify(options))
  return { body }
}
const sheet = (village, ...rows) => ['村,姓名,身份证号,联系电话,银行卡号', ...rows.map((row) => [village, ...row].join(','))].join('\n')
const fields = ({ name, id, phone }) => ({ name, id_number: id, phone })

/** All roads, while everything works. Answers what the failures need. */
async function roads(address) {
  const units = await found(address)
  const village = units.find((unit) => unit.level === 'village')
  const people = '/api/ledgers/person/records'
  const create = (request, said, unit = village.id) => knock(address, people, { json: { request, unit, fields: said } })

  const kept = await create(`提交${one.id}`, fields(one))
  assert.equal(kept.status, 200, kept.text)
  const record = `${people}/${kept.json.book}/${kept.json.record}`
  const { from_seq } = (await knock(address, record)).json

  // Wrong in what is written.
  for (const [n, [said, unit]] of [
    [{ ...fields(other), id_number: one.id }], [{ ...fields(other), id_number: `${other.id.slice(0, 17)}?` }],
    [{ ...fields(other), phone: other.phone.slice(1) + other.card }], [{ ...fields(other), [other.name]: other.phone }],
    [{ name: { [other.name]: other.id } }], [{ ...fields(other), born: other.name }], [fields(other), other.name],
  ].entries()) {
    const wrong = await create(`w${n}`, said, unit)
    assert.ok(wrong.status >= 400, wrong.text)
  }
  await create(`提交${one.id}`, fields(other))
  for (const body of [`{"request":"x","unit":"${other.name}`, `{"request":${other.phone}}`, `["${other.id}"]`, `{"${other.name}":1}`]) {
    await knock(address, people, { body, headers: { 'content-type': 'application/json' } })
  }

  // Wrong in the address, the query, what comes along.
  for (const route of [
    `/api/ledgers/${third.name}/records`, `${people}/${third.name}/${third.id}`, `/api/${third.name}`, `/${third.name}?q=${third.phone}`,
    `${people}?limit=${third.name}`, `${people}?sort=${third.name}`, `${people}?filter=${encodeURIComponent(`name == "${third.name}"`)}`,
    `${people}?filter=${encodeURIComponent(`${third.name} > ${third.phone}`)}`, `${people}?as_of=${third.id}`, `${people}?after=${third.card}`,
    `/api/ledgers/enterprise/records?filter=${encodeURIComponent(`seat == "${third.name}${third.phone}" || line.contains("${third.card}")`)}`,
    `/api/books/${third.id}/changes?before=${third.name}`, `/api/imports/progress/${third.id}`, `/api/figures/${third.name}/open?unit=${third.name}&period=${third.phone}`,
    `/api/reports/${third.name}?unit=${third.id}&period=2024`, `/%e6%ff${third.phone}`, `/api/ledgers/%ff${third.phone}`,
  ]) await knock(address, encodeURI(route).replaceAll('%25', '%'))
  await raw(address, { path: `/api/session?${third.phone}`, method: 'GET', headers: { host: `${third.phone}.example`, origin: `http://${third.id}.example` } })
  await raw(address, { path: '/api/session', method: `M${third.phone}`, headers: { host: '127.0.0.1', 'user-agent': third.id, cookie: `who=${third.phone}`, 'x-request-id': third.card } })

  // Corrected, in conflict, taken back.
  const correct = (request, expects, said, reason) => knock(address, record, { method: 'PATCH', json: { request, expects, fields: said, reason } })
  const corrected = await correct('c1', from_seq, { phone: fourth.phone, name: fourth.name }, `应${fourth.name}要求，卡号${fourth.card}`)
  assert.equal(corrected.status, 200, corrected.text)
  assert.equal((await correct('c2', from_seq, { name: fourth.name }, fourth.id)).status, 409)
  await correct('c3', fourth.name, { name: fourth.name })
  await knock(address, `${record}/history`)
  const undo = (request, seq, reason) => knock(address, `/api/books/${kept.json.book}/changes/${seq}/undo`, { json: { request, reason } })
  assert.equal((await undo('u1', corrected.json.seq, `${fourth.name}说写错了`)).status, 200)
  assert.equal((await undo('u2', corrected.json.seq, fourth.id)).status, 409)
  await undo('u3', fourth.id, fourth.name)
  await knock(address, `${record}/withdraw`, { json: { request: fourth.phone, expects: from_seq, reason: `${fourth.name}${fourth.id}` } })
  await knock(address, `${record}/steps/${fourth.name}`, { json: { request: 's1', expects: from_seq, on: fourth.phone } })

  // On whose word: right, wrong, looked for.
  const told = (request, said) => knock(address, people, { json: { request, unit: village.id, fields: { name: eighth.name, id_number: eighth.id }, told: said } })
  for (const [n, said] of [
    { account: third.name }, { account: third.name, name: third.id }, { name: `${third.name}\n${third.phone}` }, { name: third.card.repeat(4) }, { name: third.name, way: third.phone }, third.name,
  ].entries()) assert.ok((await told(`t${n}`, said)).status >= 400)
  const word = await told('told', { name: third.name, way: 'phone' })
  assert.equal(word.status, 200, word.text)
  const heard = await knock(address, `/api/books/${kept.json.book}/changes?told=true&told_by=${encodeURIComponent(third.name)}`)
  assert.deepEqual(heard.json.changes.map(({ told }) => told.name), [third.name])
  await knock(address, `/api/ledgers/person/tellers?unit=${encodeURIComponent(third.name)}`)

  // Spreadsheets: right, wrong, broken, previewed, under the name of a person.
  const name = village.name
  const right = sheet(name, [fifth.name, fifth.id, fifth.phone, fifth.card], [sixth.name, sixth.id, sixth.phone, sixth.card])
  const wrong = sheet(name, [seventh.name, fifth.id, seventh.phone, seventh.card], [seventh.name, `${seventh.id}9`, seventh.card, seventh.phone], [sixth.phone, '', '', ''])
  const options = { mode: 'run', columns: { 银行卡号: '-' } }
  for (const [file, text, said] of [
    [`${fifth.name}${fifth.id}.csv`, right, { mode: 'preview' }], [`${fifth.name}.csv`, right, options], [`${seventh.name}.csv`, wrong, options],
    [`${seventh.name}.csv`, wrong, { mode: 'mark' }], [`${seventh.name}.xlsx`, `PK\u0003\u0004${wrong}`, options], [`${seventh.name}.xls`, wrong, options],
    [`${seventh.name}.csv`, `"${wrong}`, options], ['a.csv', right, `{"mode":"${seventh.name}"}`], ['a.csv', right, `{"columns":"${seventh.id}"}`],
    ['a.csv', right, { mode: 'run', columns: { [seventh.name]: seventh.id } }], ['a.csv', right, { mode: 'run', unit: seventh.name, sheet: seventh.phone, request: seventh.id }],
    ['a.csv', right, { mode: 'run', meaning: 'snapshot', day: seventh.phone }],
  ]) await knock(address, '/api/imports/person', form(file, text, said))
  const there = await knock(address, `${people}?limit=50`)
  assert.ok(there.text.includes(sixth.name) || there.json.total >= 3, 'the import was taken in')
  await knock(address, '/api/imports/person', { body: `--x\r\n${seventh.name}`, headers: { 'content-type': 'multipart/form-data; boundary=x' } })
  await knock(address, `/api/imports/${seventh.phone}`, form('a.csv', right, options))

  // Lists as files: whole, wrong, of what is personal.
  for (const query of [
    {}, { format: 'csv' }, { format: fifth.name }, { format: 'csv', fields: sixth.id }, { format: 'csv', unit: sixth.phone }, { sort: sixth.card },
    { filter: `phone == '${sixth.phone}'` }, { format: 'csv', filter: `has(begins) && begins != date('${sixth.id}')` }, { as_of: sixth.id },
  ]) await knock(address, `/api/ledgers/person/export?${new URLSearchParams(query)}`)

  // Proposals, texts, figures, reports.
  const bytes = { method: 'POST', headers: { 'x-file-name': encodeURIComponent(`${eighth.name}.csv`), 'content-type': 'application/octet-stream' } }
  await knock(address, '/api/proposals', { ...bytes, body: sheet(name, [eighth.name, eighth.id, eighth.phone, eighth.card]) })
  await knock(address, '/api/start/units', { ...bytes, body: `村名\n${eighth.name}\n${eighth.id}` })
  await knock(address, '/api/ledgers', { json: { request: eighth.id, name: eighth.name, columns: [{ name: eighth.phone }] } })
  await knock(address, '/api/learn', { json: { text: `${eighth.name}（${eighth.phone}）领取补贴XX元，卡号${eighth.card}`, unit: village.id, period: '2024' } })
  await knock(address, '/api/reports', { json: { request: eighth.id, name: eighth.name, text: `{{ ${eighth.name} }}` } })
  const indicators = (await knock(address, '/api/indicators')).json.map(({ id }) => id)
  for (const asked of [[...indicators], [eighth.name], [eighth.id]]) {
    await knock(address, '/api/figures', { json: { asks: asked.map((indicator) => ({ indicator, unit: village.id, period: '2024' })) } })
  }
  await knock(address, '/api/figures', { json: { asks: [{ indicator: indicators[0], unit: eighth.name, period: eighth.phone }] } })
  for (const report of (await knock(address, '/api/reports')).json) {
    await knock(address, `/api/reports/${report.id}?unit=${village.parent}&period=2024`)
    await knock(address, `/api/reports/${report.id}/readiness?unit=${village.parent}&period=2024`)
    await knock(address, `/api/reports/${report.id}/versions`, { json: { request: eighth.id, unit: village.parent, period: '2024', by: eighth.name, note: eighth.phone } })
  }
  return { village, create, people }
}

/** Signs in by every road, right and wrong; answers all that must be nowhere. */
async function knocking(address) {
  const [office, own, wrong] = ['柳溪的石桥一共有七孔', '村口的樟树比我年纪大', '不是这一句话也不是那一句']
  const secrets = [office, own, wrong]
  const units = await found(address)
  const sitting = () => {
    let cookie = ''
    return async (route, json, headers = {}) => {
      const answer = await ask(address, route, { json, headers: { cookie, ...headers } })
      for (const set of answer.headers.getSetCookie()) {
        const [, value] = (cookie = set.split(';')[0]).split('=')
        if (value) secrets.push(value)
      }
      return answer
    }
  }
  const officers = ['system', 'security'].map((name) => ({ office: name, login: name, name, password: office }))
  assert.equal((await ask(address, '/api/accounts/first', { json: { officers } })).status, 204)
  const [system, security, worker] = [sitting(), sitting(), sitting()]
  await system('/api/session', { login: 'system', password: office })
  await security('/api/session', { login: 'security', password: office })
  const { id } = (await system('/api/accounts', { request: 'a', login: 'zhang', name: '甲' })).json
  const role = (await security('/api/roles')).json.find(({ level_name: level }) => level === '村')
  await security('/api/posts', { request: 'p', user: id, role: role.id, unit: units.find(({ level }) => level === role.level).id })
  await security(`/api/accounts/${id}/reset`, { password: wrong })
  await worker('/api/session', { login: 'zhang', password: wrong })
  await worker('/api/session/password', { old: wrong, new: own })

  const device = (await worker('/api/session/device', { password: own })).json
  secrets.push(device.secret)
  await worker('/api/session/device/begin', { code: '654321' })
  const { papers } = (await worker('/api/session/device/begin', { code: code(device.secret) })).json
  secrets.push(...papers, ...papers.map((paper) => paper.replace('-', '')))
  for (const [password, typed] of [[wrong, papers[0]], [own, '987654'], [own, papers[1]]]) {
    const { json } = await worker('/api/tokens', { name: '工具', scope: 'write', days: 1, password, code: typed })
    if (json.token) secrets.push(json.token)
  }
  const token = secrets.at(-1)
  assert.match(token, /^qm_/)
  for (const bearer of [token, token.slice(0, -1), `${token}x`]) {
    for (const route of ['/api/units', '/api/session', `/api/${bearer}`, `/api/ledgers/${bearer}/records?filter=${bearer}`]) {
      await ask(address, route, { headers: { authorization: `Bearer ${bearer}` } })
    }
  }
  await ask(address, '/api/units', { headers: { authorization: `Bearer ${token}`, cookie: `qianmo_session=${'ab'.repeat(32)}` } })
  for (const typed of [papers[2], papers[2], '135790']) {
    const asked = sitting()
    assert.equal((await asked('/api/session', { login: 'zhang', password: own })).json.code, 'session.second_step')
    await asked('/api/session/code', { code: typed })
  }
  await worker('/api/session/device/end', { password: own, code: papers[3] })
  return secrets
}

/** What a device shows that was told this key. */
function code(key) {
  const bits = [...key].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const hash = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(step).digest()
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** What a server said, and what it says when asked how it is: none of it may hold what was seeded. */
async function looks(folder, server, heard, env = {}) {
  for (const route of ['/metrics', '/api/status', '/health/ready', '/health/live']) {
    assert.deepEqual(foundIn((await ask(server.address, route)).text), [], route)
  }
  for (const extra of [[], ['--json']]) {
    const done = spawnDoctor(folder, extra, env)
    assert.deepEqual(foundIn(done.stdout + done.stderr), [], `doctor ${extra}`)
    assert.doesNotMatch(done.stderr, /panic/)
  }
  await server.stop()
  const text = heard.join('')
  const lines = text.split('\n').filter((line) => line.startsWith('{'))
  for (const line of text.split('\n')) assert.deepEqual(foundIn(line), [], `the log says: ${line}`)
  const events = lines.map((line) => JSON.parse(line))
  // The search means something only if much was said.
  const count = (message) => events.filter((event) => event.message === message).length
  for (const message of ['request', 'store.rows', 'slow.statement', 'slow.request', 'slow.figures', 'columns made fresh', 'export']) {
    assert.ok(count(message) > 0, `nothing of ${message} in ${lines.length} lines`)
  }
  assert.ok(count('request') > 80, `${count('request')} requests`)
  return events
}

function spawnDoctor(folder, extra, env) {
  const binary = process.env.QIANMO ?? path.join(root, 'target/debug/qianmo')
  return spawnSync(binary, ['--data', folder, 'doctor', ...extra], { encoding: 'utf8', env: { ...process.env, ...LOUD, ...env } })
}

describe('what the program says of itself', () => {
  test('holds nothing that people wrote, in a folder', { timeout: 300_000 }, async () => {
    const [folder, heard] = [freshFolder(), []]
    const server = await serve(folder, { env: LOUD, heard: (said) => heard.push(said) })
    const { create } = await roads(server.address)
    // The disk goes bad under the running server: nothing can be written any more, and whatever is read next is noise.
    assert.equal(spawnSync('prlimit', ['--pid', String(server.pid), '--fsize=1']).status, 0)
    for (const file of readdirSync(path.join(folder, 'store')).filter((name) => /db(-wal)?$/.test(name))) {
      const whole = path.join(folder, 'store', file)
      writeFileSync(whole, readFileSync(whole).fill(0x58, 32), { flag: 'r+' })
    }
    const statuses = []
    for (const [n, person] of people.entries()) statuses.push((await create(`f${n}`, { ...fields(person), phone: '13700000000' })).status)
    await knock(server.address, `/api/ledgers/enterprise/records?filter=${encodeURIComponent(`seat == "${one.name}"`)}`)
    await knock(server.address, '/api/imports/person', form(`${one.name}.csv`, sheet('甲村', [one.name, one.id, one.phone, one.card]), { mode: 'run' }))
    assert.ok(statuses.some((status) => status >= 500), `the store did not fail: ${statuses}`)
    const events = await looks(folder, server, heard)
    assert.ok(events.some((event) => event['http.status'] >= 500 && event['problem.detail']), 'no failure in the log')
    // Commands speak to whoever typed them; what they log is searched all the same.
    for (const words of [['verify'], ['list', one.name], ['import', 'person', `${one.name}.csv`], ['figures', '--unit', one.name, '--period', one.phone]]) {
      const done = spawnSync(process.env.QIANMO ?? path.join(root, 'target/debug/qianmo'), ['--data', folder, ...words], { encoding: 'utf8', env: { ...process.env, ...LOUD } })
      const log = done.stderr.split('\n').filter((line) => line.startsWith('{')).join('\n')
      assert.deepEqual(foundIn(log), [], words.join(' '))
    }
  })

  test('holds nothing that people wrote, in PostgreSQL', { timeout: 300_000, skip: without }, async (t) => {
    const cluster = spawn('sh', [path.join(root, 'tests/postgres.sh'), 'own'], { stdio: ['pipe', 'pipe', 'inherit'] })
    const line = () => new Promise((resolve, reject) => {
      cluster.stdout.once('data', (bytes) => resolve(String(bytes).trim()))
      cluster.once('exit', (code) => reject(new Error(`no PostgreSQL for tests (${code}); install it, or set QIANMO_WITHOUT_POSTGRES=1`)))
    })
    t.after(() => new Promise((resolve) => { cluster.removeAllListeners('exit').on('exit', resolve); cluster.stdin.end() }))
    const url = await line()
    const [folder, heard, env] = [freshFolder(), [], { ...LOUD, QIANMO_DATABASE: url }]
    const server = await serve(folder, { env, heard: (said) => heard.push(said) })
    const { create } = await roads(server.address)

    // A database that repeats the whole row in its message, as PostgreSQL does in several of its own.
    const sql = `CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''%'', NEW::text; END';
      CREATE TRIGGER tell BEFORE INSERT ON l_person FOR EACH ROW EXECUTE FUNCTION tell()`
    assert.equal(psql(url, sql), 0, 'the trigger was made')
    const told = await create('f1', { ...fields(other), phone: other.phone })
    assert.ok(told.status >= 500, told.text)
    assert.equal(psql(url, 'DROP TRIGGER tell ON l_person; ALTER TABLE l_person ALTER COLUMN from_seq TYPE TEXT'), 0)
    await create('f2', fields(third))
    await knock(server.address, '/api/ledgers/person/records')

    // The server goes away while requests are on their way.
    const answers = Promise.all(people.map((person, n) => create(`g${n}`, fields(person))))
    const back = line()
    cluster.stdin.write('restart\n')
    await Promise.all([answers, back])
    const events = await looks(folder, server, heard, env)
    assert.ok(events.some((event) => /sqlstate/.test(event['problem.detail'] ?? '')), 'no failure in the log')
  })

  test('holds no password, token, key or code', { timeout: 300_000 }, async () => {
    const [folder, heard] = [freshFolder(), []]
    const server = await serve(folder, { env: LOUD, heard: (said) => heard.push(said) })
    const secrets = await knocking(server.address)
    assert.ok(secrets.length > 25 && secrets.every((secret) => secret.length > 5), `${secrets.length} secrets`)
    for (const route of ['/metrics', '/health/ready']) {
      const { text } = await ask(server.address, route)
      assert.deepEqual(secrets.filter((secret) => text.includes(secret)), [], route)
    }
    const { stdout, stderr } = spawnDoctor(folder, ['--json'], {})
    await server.stop()
    const said = heard.join('') + stdout + stderr
    assert.ok(said.split('\n').filter((line) => line.includes('"request"')).length > 30, 'little was said')
    assert.deepEqual(secrets.filter((secret) => said.includes(secret)), [])
    const kept = readdirSync(path.join(folder, 'store')).map((file) => readFileSync(path.join(folder, 'store', file)))
    assert.deepEqual(secrets.filter((secret) => kept.some((bytes) => bytes.includes(secret))), [], 'in the files')
  })

  test('the search finds what it is to find', () => {
    for (const value of seeded) {
      assert.deepEqual(foundIn(`{"http.route":"/api/x?${encodeURIComponent(value)}"}`).includes(value), true)
      assert.deepEqual(foundIn(`problem: ${value}`).includes(value), true)
    }
    assert.equal(new Set(seeded).size, seeded.length)
  })
})

function psql(url, sql) {
  const installed = readdirSync('/usr/lib/postgresql').sort((a, b) => b - a)[0]
  return spawnSync(`/usr/lib/postgresql/${installed}/bin/psql`, [url, '-v', 'ON_ERROR_STOP=1', '-qc', sql], { stdio: ['ignore', 'ignore', 'inherit'] }).status
}
