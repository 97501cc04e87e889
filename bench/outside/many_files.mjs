// What a thousand rows cost when the ledger they go into grows: the same number of new rows, file after file, into one ledger.
//
//   node bench/outside/many_files.mjs --program target/release/qianmo [--files 8] [--rows 1000000]
//
// Each file is a process of its own, as who imports at night has it. SQLite; rows as in `roles.mjs`, numbered on.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { pack, rows, sheet } from './ground.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, 'target')
const { values: wanted } = parseArgs({
  options: {
    program: { type: 'string', default: path.join(target, 'release/qianmo') },
    files: { type: 'string', default: '8' },
    rows: { type: 'string', default: '1000000' },
  },
})

const folder = mkdtempSync(path.join(tmpdir(), 'qianmo-files-'))
const run = (...words) => JSON.parse(execFileSync(wanted.program, ['--data', path.join(folder, 'data'), ...words], { stdio: ['ignore', 'pipe', 'inherit'] }).toString().trim() || 'null')
try {
  pack(path.join(folder, 'pack'))
  execFileSync(wanted.program, ['--data', path.join(folder, 'data'), 'activate', path.join(folder, 'pack')], { stdio: 'ignore' })
  const [each, file] = [Number(wanted.rows), path.join(folder, 'rows.csv')]
  const drawn = rows(each)
  console.log('| rows there | s | ms a thousand rows |\n|---:|---:|---:|')
  for (let at = 0; at < Number(wanted.files); at += 1) {
    writeFileSync(file, sheet(drawn.map((row, number) => ({ ...row, number: `XC${String(at * each + number).padStart(8, '0')}` }))))
    const began = performance.now()
    const { new: fresh, wrong } = run('import', 'patrol', file, '--json')
    const took = performance.now() - began
    if (fresh !== each || wrong !== 0) throw new Error(`file ${at}: ${fresh} new, ${wrong} wrong`)
    console.log(`| ${at * each} | ${(took / 1000).toFixed(1)} | ${((1000 * took) / each).toFixed(1)} |`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
