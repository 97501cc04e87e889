// Whether the time an answer takes tells a stranger that a thing exists: what lies in another township, and what is nowhere, asked
// for in turn and in no order, one at a time, by a worker of one township.
//
//   node bench/outside/strangers.mjs --program target/release/qianmo [--rows 100000] [--asks 1500]
//
// Both are refused in the same words; what is told here is how long that took. `told apart`: how often the one that exists took
// longer than the one that does not, of all pairs (½: nobody can tell). The first line asks for two things that are nowhere, and
// says how far from ½ chance alone comes on this machine.

import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { rows } from './ground.mjs'
import { Qianmo } from './qianmo.mjs'

const PASSWORD = '春天的油菜花开满了山坡'
const root = path.resolve(import.meta.dirname, '../..')
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target')
const { values: wanted } = parseArgs({
  options: {
    program: { type: 'string', default: path.join(target, 'release/qianmo') },
    rows: { type: 'string', default: '100000' },
    asks: { type: 'string', default: '1500' },
  },
})

/** A ledger of another township alone, with a figure; whoever works elsewhere may not know of it. */
const OWN = {
  'logs/secret.toml': 'name = "别镇的事"\nmandate = "bench.secret"\nunit = ["grid"]\nonly = "t03"\nhidden = true\ndate = "on"\nkey = ["number"]\ntitle = ["number"]\n[fields]\nnumber = { name = "编号", type = "text", required = true }\non = { name = "日期", type = "date", required = true }\n',
  'indicators/secrets.toml': '[secrets]\nname = "别镇的件数"\nin = "件"\nledger = "secret"\nagg = "count"\n',
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })
const folder = mkdtempSync(path.join(tmpdir(), 'qianmo-strangers-'))
const all = rows(Number(wanted.rows))
const product = await Qianmo.start(wanted.program, folder, all, OWN)
try {
  const theirs = (await product.ask('/api/ledgers/patrol/records?limit=500&unit=t03')).records
  await product.stop()
  product.run(['account', 'first', '--system', 'li=李四', '--security', 'wang=王五'], `${PASSWORD}\n${PASSWORD}\n`)
  for (const login of ['worker', ...logins('known')]) {
    product.run(['account', 'add', login, '--name', login, '--role', 'worker', '--unit', 't07'], `${PASSWORD}\n`)
  }
  await product.serve()
  await product.become('worker', PASSWORD)
  await product.warm()

  // Of each record another, so that nothing kept for one answers for the next; the ones that are nowhere look alike.
  const known = (at) => theirs[at % theirs.length]
  const nowhere = ({ book, record }, at) => ({ book, record: record.slice(0, -4) + String(at % 10_000).padStart(4, 'z') })
  const of = ({ book, record }) => `/api/ledgers/patrol/records/${book}/${record}`
  const number = (at) => known(at).fields.number
  // The next numbers that nobody has: of the same letters, as dear to look for.
  const noNumber = (at) => `XC${String(all.length + at).padStart(8, '0')}`
  const list = (q) => `/api/ledgers/patrol/records?limit=50&q=${q}`
  const filtered = (q) => `/api/ledgers/patrol/records?limit=50&filter=${encodeURIComponent(`number == '${q}'`)}`
  const figure = (indicator) => ['POST', '/api/figures', { asks: [{ indicator, unit: 't07', period: '2025' }] }]
  const correct = (one) => ['PATCH', of(one), { request: crypto.randomUUID(), expects: 1, fields: { note: '试' }, reason: '试' }]
  const withdraw = (one) => ['POST', `${of(one)}/withdraw`, { request: crypto.randomUUID(), expects: 1, reason: '试' }]
  const get = (address) => ['GET', address]
  const pairs = [
    ['nowhere, and nowhere else (chance)', (at) => get(of(nowhere(known(at), at))), (at) => get(of(nowhere(known(at), at + 5_000)))],
    ['a record', (at) => get(of(known(at))), (at) => get(of(nowhere(known(at), at)))],
    ['its history', (at) => get(`${of(known(at))}/history`), (at) => get(`${of(nowhere(known(at), at))}/history`)],
    ['its links', (at) => get(`${of(known(at))}/links`), (at) => get(`${of(nowhere(known(at), at))}/links`)],
    ['correcting it', (at) => correct(known(at)), (at) => correct(nowhere(known(at), at))],
    ['withdrawing it', (at) => withdraw(known(at)), (at) => withdraw(nowhere(known(at), at))],
    ['its number, looked for', (at) => get(list(number(at))), (at) => get(list(noNumber(at)))],
    ['its number, as a filter', (at) => get(filtered(number(at))), (at) => get(filtered(noNumber(at)))],
    ['its number, everywhere', (at) => get(`/api/search?q=${number(at)}`), (at) => get(`/api/search?q=${noNumber(at)}`)],
    ['a unit', () => get('/api/units/t03v01/page'), () => get('/api/units/t93v01/page')],
    ['a Change', () => get('/api/books/t03/changes/1'), (at) => get(`/api/books/t03/changes/${70_000 + at}`)],
    ['a hidden ledger', () => get('/api/ledgers/secret'), () => get('/api/ledgers/secrex')],
    ['its records', () => get('/api/ledgers/secret/records'), () => get('/api/ledgers/secrex/records')],
    ['its sums', () => get('/api/ledgers/secret/totals'), () => get('/api/ledgers/secrex/totals')],
    ['its figure', () => figure('secrets'), () => figure('secrex')],
  ]
  console.log(`${wanted.rows} rows, ${wanted.asks} asks of each, one at a time\n\n| asked for | it exists, median | it does not | difference | told apart |\n|---|---:|---:|---:|---:|`)
  for (const [name, exists, absent] of pairs) report(name, await inTurn(exists, absent, Number(wanted.asks)))
  // Three wrong passwords lock nobody; each costs what hashing costs.
  const [there, none] = [logins('known'), logins('other')]
  const enter = (of) => (at) => ['POST', '/api/session', { login: of[at % of.length], password: '不是这个口令呀不是' }]
  report('an account, by a wrong password', await inTurn(enter(there), enter(none), 3 * there.length))
} finally {
  await product.stop()
  agent.destroy()
  rmSync(folder, { recursive: true, force: true })
}

function logins(word) {
  return Array.from({ length: 12 }, (_, at) => `${word}${at}`)
}

/** Asks for one of each, which comes first by chance; after a tenth that only warms up. */
async function inTurn(exists, absent, count) {
  const taken = [[], []]
  for (let at = -Math.floor(count / 10); at < count; at += 1) {
    const number = Math.abs(at)
    const order = Math.random() < 0.5 ? [0, 1] : [1, 0]
    const answers = []
    for (const which of order) {
      const answer = await ask(...(which === 0 ? exists : absent)(number))
      answers[which] = answer
      if (at >= 0) taken[which].push(answer.took)
    }
    if (answers[0].status !== answers[1].status) throw new Error(`${answers[0].status} is not ${answers[1].status}`)
  }
  return taken
}

function ask(method, address, body) {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers = { ...product.headers, ...(text ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) } : {}) }
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint()
    const sent = request(product.address + address, { method, headers, agent }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode, took: Number(process.hrtime.bigint() - began) / 1_000 }))
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

function report(name, [exists, absent]) {
  const middle = (times) => [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)]
  const [there, none] = [middle(exists), middle(absent)]
  const apart = apartOf(exists, absent)
  console.log(`| ${name} | ${there.toFixed(0)} µs | ${none.toFixed(0)} µs | ${(there - none).toFixed(0)} µs | ${apart.toFixed(3)} |`)
}

/** Of all pairs, in how many the first is the larger: the rank sum of the first. */
function apartOf(one, other) {
  const ranked = [...one.map((time) => [time, 1]), ...other.map((time) => [time, 0])].sort(([a], [b]) => a - b)
  const ranks = ranked.reduce((sum, [, first], at) => sum + first * (at + 1), 0)
  return (ranks - one.length * (one.length + 1) / 2) / (one.length * other.length)
}
