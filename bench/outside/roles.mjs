// What a page of a list costs whom: the local user, who may do everything, a reader of the whole county and a worker of one
// township, sixteen at once, at the beginning, half way and near the end; and what it costs to add up all its pages.
//
//   node bench/outside/roles.mjs --program target/release/qianmo [--rows 1000000] [--seconds 8] [--rounds 3]
//
// Each gets what he may see of the same question, so the worker's list is a twentieth of the others'. Needs wrk.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { rows } from './ground.mjs'
import { Qianmo } from './qianmo.mjs'
import { wrk } from './measure.mjs'

const PASSWORD = '春天的油菜花开满了山坡'
const DEPTHS = [['first page', undefined], ['half way', '2025-07-02'], ['near the end', '2025-01-20']]

const root = path.resolve(import.meta.dirname, '../..')
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target')
const { values: wanted } = parseArgs({
  options: {
    program: { type: 'string', default: path.join(target, 'release/qianmo') },
    rows: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
  },
})

const folder = mkdtempSync(path.join(tmpdir(), 'qianmo-roles-'))
const product = await Qianmo.start(wanted.program, folder, rows(Number(wanted.rows)))
try {
  const people = [['local user', {}]]
  const measured = [await measure(product)]
  await product.stop()
  product.run(['account', 'first', '--system', 'li=李四', '--security', 'wang=王五'], `${PASSWORD}\n${PASSWORD}\n`)
  for (const [login, role, unit] of [['reader', 'reader', 'c'], ['worker', 'worker', 't07']]) {
    product.run(['account', 'add', login, '--name', login, '--role', role, '--unit', unit], `${PASSWORD}\n`)
  }
  await product.serve()
  for (const [login, name] of [['reader', 'reader of the county'], ['worker', 'worker of one township']]) {
    await product.become(login, PASSWORD)
    await product.warm()
    people.push([name])
    measured.push(await measure(product))
  }
  console.log(`${wanted.rows} rows, 16 at once\n\n| who | depth | of | a second | p50 / p99 | processor, each | × the local user | goal: p99 < 60 ms, ≤ 1.2 × |\n|---|---|---:|---:|---:|---:|---:|---|`)
  people.forEach(([who], at) => measured[at].forEach((page, depth) => {
    const times = page.each / measured[0][depth].each
    const reached = page.p99 < 60 && times <= 1.2
    const cells = [who, page.name, page.total, page.rate.toFixed(0), `${page.p50.toFixed(1)} / ${page.p99.toFixed(1)} ms`, `${page.each.toFixed(3)} ms`, times.toFixed(2), reached ? 'reached' : 'missed']
    console.log(`| ${cells.join(' | ')} |`)
  }))
} finally {
  await product.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(product) {
  const pages = []
  const asks = []
  for (const [name, day] of DEPTHS) asks.push([name, day ? await product.deep(day) : product.page('')])
  asks.push(['all added up', product.page('').replace('/records?', '/totals?').replace('limit=50&sort=-on&', '')])
  for (const [name, address] of asks) {
    const { total } = await product.ask(address)
    const rounds = []
    for (let round = 0; round <= Number(wanted.rounds); round += 1) {
      const before = product.processor()
      const taken = wrk(product, { address }, wanted.seconds, 'list')
      // The first only warms up.
      if (round > 0) rounds.push({ ...taken, each: (product.processor() - before) / taken.count })
    }
    rounds.sort((one, other) => one.rate - other.rate)
    pages.push({ name, total, ...rounds[Math.floor(rounds.length / 2)] })
    process.stderr.write(`${name}: ${JSON.stringify(pages.at(-1))}\n`)
  }
  return pages
}
