// What it takes to find words in a list: numbers that stand once, pieces of notes, two of them, and initials, each asked for the
// first time and once more, and one of each by sixteen at once; and pieces of notes by the search for everything.
//
//   node bench/outside/search.mjs --program target/release/qianmo [--rows 1000000] [--words 30] [--seconds 8]
//
// By the local user, out of memory, newest first, with the total. Needs wrk.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { rows } from './ground.mjs'
import { wrk } from './measure.mjs'
import { Qianmo } from './qianmo.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target')
const { values: wanted } = parseArgs({
  options: {
    program: { type: 'string', default: path.join(target, 'release/qianmo') },
    rows: { type: 'string', default: '1000000' },
    words: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '8' },
  },
})

const count = Number(wanted.rows)
const all = rows(count)
const some = Array.from({ length: Number(wanted.words) }, (_, at) => all[Math.floor((at + 0.5) * count / Number(wanted.words))])
// Four characters of a note that lie over the end of a word: they stand in some notes, not in all.
const WAYS = [
  ['a number', some.map(({ number }) => number)],
  ['four characters of a note', some.map(({ note }, at) => note.slice(1 + at % 20, 5 + at % 20))],
  ['two words', some.map(({ note }) => `${note.slice(0, 4)} ${note.slice(8, 12)}`)],
  ['initials', ['ha', 'sz', 'hp', 'pf', 'ql', 'xc', 'wg', 'yx', 'qx', 'pk', 'yb', 'zc', 'sz', 'bp', 'dl', 'bg'].map((one, at, letters) => one + letters[(at * 7 + 3) % letters.length])],
]

const folder = mkdtempSync(path.join(tmpdir(), 'qianmo-search-'))
const product = await Qianmo.start(wanted.program, folder, all)
const inList = (word) => `/api/ledgers/patrol/records?limit=50&sort=-on&q=${encodeURIComponent(word)}`
const everywhere = (word) => `/api/search?q=${encodeURIComponent(word)}`
// What nobody asked for before.
const others = some.map(({ note }, at) => note.slice(3 + at % 20, 7 + at % 20))
const asks = [...WAYS.map(([name, words]) => [name, words, inList]), ['four characters, everywhere', others, everywhere]]
const found = ({ total, ledgers }) => total ?? ledgers.reduce((sum, one) => sum + one.total, 0)
try {
  console.log(`${count} rows\n\n| sought | found (median) | first time p50 / worst | once more p50 / worst | 16 at once, a second | p50 / p99 |\n|---|---:|---:|---:|---:|---:|`)
  // The first search of all puts the rows in order.
  await product.ask(inList('XC'))
  for (const [name, words, address] of asks) {
    const [first, again, totals] = [[], [], []]
    for (const taken of [first, again]) {
      for (const word of words) {
        const began = performance.now()
        totals.push(found(await product.ask(address(word))))
        taken.push(performance.now() - began)
      }
    }
    const { rate, p50, p99 } = wrk(product, { address: address(words[0]) }, wanted.seconds, 'search')
    const told = (times) => `${middle(times).toFixed(1)} / ${Math.max(...times).toFixed(1)} ms`
    console.log(`| ${[name, middle(totals), told(first), told(again), rate.toFixed(0), `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`].join(' | ')} |`)
  }
} finally {
  await product.stop()
  rmSync(folder, { recursive: true, force: true })
}

function middle(times) {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)]
}
