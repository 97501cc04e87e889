// What the whole-product tests share: the binary, a fresh data folder, and a server that is stopped by its process id.

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')
export const binary = process.env.QIANMO ?? path.join(root, 'target/debug/qianmo')
export const out = process.env.QIANMO_OUT ?? path.join(tmpdir(), 'qianmo-out')
mkdirSync(out, { recursive: true })

/** A folder nobody has used. */
export const freshFolder = () => mkdtempSync(path.join(tmpdir(), 'qianmo-'))

/** Runs the binary to its end. */
export function qianmo(folder, ...args) {
  const done = spawnSync(binary, ['--data', folder, ...args], {
    cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024,
  })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

/** Runs it, expects success, and reads its JSON. */
export function answer(folder, ...args) {
  const done = qianmo(folder, ...args)
  if (done.status !== 0) throw new Error(`qianmo ${args.join(' ')} → ${done.status}\n${done.out}\n${done.err}`)
  return JSON.parse(done.out)
}

/** A data folder with the demo township in it. */
export function demoFolder() {
  const folder = freshFolder()
  const done = qianmo(folder, 'demo', '--load-only')
  if (done.status !== 0) throw new Error(`demo did not load: ${done.out}\n${done.err}`)
  return folder
}

/** Serves a data folder on a free loopback port; answers its address and a stop. */
export async function serve(folder, { env = {}, args = [], heard = () => {} } = {}) {
  // A file that may not grow is an error like any other, and not the end of the program.
  const deaf = ['-c', 'trap "" XFSZ; exec "$0" "$@"']
  const child = spawn('sh', [...deaf, binary, '--data', folder, 'serve', '--port', '0', ...args], { cwd: root, env: { ...process.env, ...env } })
  const address = await new Promise((resolve, reject) => {
    let said = ''
    const read = (bytes) => {
      said += bytes
      heard(String(bytes))
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('exit', (code) => reject(new Error(`serve ended with ${code}: ${said}`)))
  })
  let ended = false
  const stop = (signal = 'SIGTERM') => new Promise((resolve) => {
    if (ended) return resolve()
    ended = true
    child.removeAllListeners('exit')
    child.on('close', resolve)
    child.kill(signal)
  })
  return { address, stop, pid: child.pid }
}

/** A small CSV reader for the repository's own tables: commas, quotes, no line breaks inside. */
export function table(file) {
  const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .map((m) => m[1].startsWith('"') ? m[1].slice(1, -1).replaceAll('""', '"') : m[1])
  const lines = readFileSync(path.join(root, file), 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/).filter(Boolean)
  const heads = cells(lines[0])
  return lines.slice(1).map((line) => {
    const row = cells(line)
    return Object.fromEntries(heads.map((head, i) => [head, row[i] ?? '']))
  })
}

/** Exact comparison of two decimals written as text. */
export function compare(a, b) {
  const parts = (text) => {
    const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
    return { sign, whole, fraction }
  }
  const [x, y] = [parts(a), parts(b)]
  const places = Math.max(x.fraction.length, y.fraction.length)
  const scaled = (p) => BigInt(p.sign + p.whole + p.fraction.padEnd(places, '0'))
  const difference = scaled(x) - scaled(y)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
