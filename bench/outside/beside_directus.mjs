// Creates and lists of the same rows in Directus and in Qianmo, on one machine, by turns in one run, by the same client.
//
//   node bench/outside/beside_directus.mjs --program target/release/qianmo [--rows 100000] [--seconds 10] [--rounds 3]
//
// Installs Directus from its registry package into a folder of its own (--cache, else beside the build output), with the Node
// it asks for. Both serve this machine alone, both keep their rows in SQLite. Needs wrk and sqlite3.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Directus } from './directus.mjs'
import { rows } from './ground.mjs'
import { Qianmo } from './qianmo.mjs'
import { measure } from './measure.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target')
const { values: wanted } = parseArgs({
  options: {
    program: { type: 'string', default: path.join(target, 'release/qianmo') },
    rows: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    cache: { type: 'string', default: path.join(target, 'bench-directus') },
  },
})

const folder = mkdtempSync(path.join(tmpdir(), 'qianmo-beside-'))
const all = rows(Number(wanted.rows))
const products = []
try {
  products.push(await Qianmo.start(wanted.program, path.join(folder, 'qianmo'), all))
  products.push(await Directus.start(wanted.cache, path.join(folder, 'directus'), all))
  const [ours, theirs] = products
  const lines = await measure(products, { seconds: wanted.seconds, rounds: Number(wanted.rounds) })
  // Its history costs it a read and two writes more: measured also without, which gives up what ours keeps.
  await theirs.forget()
  lines.push(...await measure(products, { seconds: wanted.seconds, rounds: Number(wanted.rounds), only: 'create', name: 'create, Directus without its history' }))
  console.log(`${all.length} rows, 16 at once. ${ours.told()} ${theirs.told()}\n`)
  console.log('| what | Qianmo, a second | p50 / p99 | Directus, a second | p50 / p99 | ratio | goal |\n|---|---:|---:|---:|---:|---:|---|')
  for (const line of lines) console.log(`| ${line.join(' | ')} |`)
} finally {
  for (const product of products) await product.stop()
  rmSync(folder, { recursive: true, force: true })
}
