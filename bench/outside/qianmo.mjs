// Our side: a folder with the ledger in force, the rows taken in as a spreadsheet, served on loopback.

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { freePort, pack, sheet, started } from './ground.mjs'

const FILTER = "kind == 'river' && issues >= 1"

export class Qianmo {
  /** `more`: declarations beside those of the ground, each by its file. */
  static async start(program, folder, rows, more = {}) {
    const own = new Qianmo()
    Object.assign(own, { program: path.resolve(program), data: path.join(folder, 'data'), headers: {} })
    pack(path.join(folder, 'pack'), more)
    own.run(['activate', path.join(folder, 'pack')])
    const file = path.join(folder, 'rows.csv')
    writeFileSync(file, sheet(rows))
    own.run(['import', 'patrol', file])
    await own.serve()
    own.total = (await own.ask(own.page(''))).total
    await own.warm()
    return own
  }

  /** Runs the program to its end, these lines being typed. */
  run(words, typed = '') {
    execFileSync(this.program, ['--data', this.data, ...words], { input: typed, stdio: ['pipe', 'ignore', 'inherit'] })
  }

  async serve() {
    const port = await freePort()
    this.address = `http://127.0.0.1:${port}`
    const env = { ...process.env, QIANMO_LOG: 'error' }
    this.stop = await started(this.program, ['--data', this.data, 'serve', '--port', String(port)], { env }, `${this.address}/health/ready`)
  }

  /** Asks until lists come out of memory: the first after a start come from the database, while the columns are read. */
  async warm() {
    const fromMemory = async () => Number(/^qianmo_lists_by_columns_total (\d+)/m.exec(await (await fetch(`${this.address}/metrics`)).text())[1])
    for (let tries = 0; await fromMemory() === 0; tries += 1) {
      if (tries > 600) throw new Error('lists never came out of memory')
      await this.ask(this.page(''))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Processor time of the server so far, in ms: a hundred ticks a second on every Linux there is for these processors. */
  processor() {
    const stat = readFileSync(`/proc/${this.stop.pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(') ') + 2).split(' ').slice(11, 13).reduce((sum, ticks) => sum + 10 * Number(ticks), 0)
  }

  /** Signs in by a first password, sets one of its own, and asks as that person from now on. */
  async become(login, password) {
    const post = async (address, body, headers = {}) => {
      const answer = await fetch(this.address + address, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
      return { Cookie: answer.headers.get('set-cookie')?.split(';')[0] }
    }
    const own = `${password}，一直开到天边`
    await post('/api/session/password', { old: password, new: own }, await post('/api/session', { login, password }))
    this.headers = await post('/api/session', { login, password: own })
  }

  name = 'qianmo'

  told() {
    return 'Qianmo: SQLite with a write-ahead log, synchronous=FULL; every create is journaled and its row hashed.'
  }

  async ask(address) {
    const answer = await fetch(this.address + address, { headers: this.headers })
    if (!answer.ok) throw new Error(`${address}: ${await answer.text()}`)
    return answer.json()
  }

  page(more, filter = FILTER) {
    return `/api/ledgers/patrol/records?limit=50&sort=-on&filter=${encodeURIComponent(filter)}${more}`
  }

  /** Where a page of that day begins, half way: where the page of the days before it ends. */
  async deep(day = '2025-07-02') {
    const { next } = await this.ask(this.page('', `${FILTER} && on <= date('${day}')`))
    if (!next) throw new Error(`with ${this.total} rows nothing lies before ${day} any more: measure with more`)
    return this.page(`&after=${encodeURIComponent(next)}`)
  }

  create({ unit, ...fields }) {
    const body = { request: 'KEY', unit, fields: { ...fields, number: 'KEY', length: `${fields.length.toFixed(1)}公里` } }
    return { address: '/api/ledgers/patrol/records', body: JSON.stringify(body) }
  }
}
