// Each work by one product, then by the other, round by round, sixteen at once, by wrk. The middle round of each counts, and
// the middle of the ratios of each round: whatever slows the machine for a while slows both.

import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { rows } from './ground.mjs'

const AT_ONCE = '16'

/** Lines of the table: what, ours, theirs, how many times theirs, the goal. */
export async function measure(products, { seconds, rounds, only, name }) {
  const works = [
    ['create', 20, (product) => creating(product)],
    ['list, first page', 10, (product) => ({ address: product.page('') })],
    ['list, half way', 10, async (product) => ({ address: await product.deep() })],
  ]
  const lines = []
  for (const [work, goal, of] of works.filter(([work]) => !only || work === only)) {
    const asked = []
    for (const product of products) asked.push(await of(product))
    const taken = []
    for (let round = 0; round <= rounds; round += 1) {
      const both = products.map((product, at) => wrk(product, asked[at], seconds, `${work.length}${Date.now()}`))
      // The first only warms up.
      if (round > 0) taken.push(both)
      process.stderr.write(`${work}, round ${round}: ${both.map(({ rate }) => rate.toFixed(1)).join(' / ')} a second\n`)
    }
    const [ours, theirs] = [0, 1].map((at) => middle(taken.map((both) => both[at]), ({ rate }) => rate))
    const ratio = middle(taken, ([one, other]) => one.rate / other.rate)
    const times = ratio[0].rate / ratio[1].rate
    const told = ({ p50, p99 }) => `${p50.toFixed(1)} / ${p99.toFixed(1)} ms`
    lines.push([name ?? work, ours.rate.toFixed(1), told(ours), theirs.rate.toFixed(1), told(theirs), `${times.toFixed(1)} ×`, `≥ ${goal} ×: ${times >= goal ? 'reached' : 'missed'}`])
  }
  return lines
}

/** Bodies of creates that differ as rows do; each becomes another record by a number that wrk counts up. */
function creating(product) {
  const made = rows(50).map((row) => product.create(row))
  return { address: made[0].address, bodies: made.map(({ body }) => body).join('\n') }
}

function middle(all, by) {
  return [...all].sort((one, other) => by(one) - by(other))[Math.floor(all.length / 2)]
}

export function wrk(product, { address, bodies = '' }, seconds, round) {
  const headers = Object.entries(product.headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const words = ['-t1', `-c${AT_ONCE}`, `-d${seconds}s`, '--timeout', '30s', ...headers, '-s', path.join(import.meta.dirname, 'ask.lua'), product.address + address]
  const done = spawnSync('wrk', words, { encoding: 'utf8', env: { ...process.env, BODIES: bodies, ROUND: round } })
  const said = /^told (.*)$/m.exec(done.stdout ?? '')
  if (!said) throw new Error(`wrk: ${done.error ?? ''} ${done.stdout} ${done.stderr}`)
  const told = JSON.parse(said[1])
  if (told.refused > 0 || told.broken > 0) throw new Error(`${product.name} ${address}: ${said[1]}`)
  return { count: told.requests, rate: told.requests / (told.micros / 1e6), p50: told.p50 / 1000, p99: told.p99 / 1000 }
}
