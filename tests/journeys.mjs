// Runs some of web/e2e in a real browser, against a server of its own on a fresh demo township.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { demoFolder, out, root, serve } from './product.mjs'

const folder = path.join(root, 'web/e2e')

/** All journeys there are, by the names of their files. */
export const journeys = () => readdirSync(folder).filter((name) => name.endsWith('.test.mjs'))

/** Goes on these journeys. */
export async function go(names) {
  assert.ok(names.length > 0)
  // All of it is slow, so that what the page 运行状态 says of slow work is there to be looked at, too.
  const env = { QIANMO_SLOW_STATEMENT_MS: '0', QIANMO_SLOW_FIGURES_MS: '0', QIANMO_SLOW_REQUEST_MS: '0' }
  const server = await serve(demoFolder(), { env })
  try {
    let said = ''
    const code = await new Promise((resolve) => {
      const run = spawn(process.execPath, ['--test', '--test-concurrency=1', ...names.map((name) => path.join(folder, name))], {
        cwd: path.join(root, 'web'),
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, BASE_URL: server.address, E2E_OUT: out, NODE_TEST_CONTEXT: undefined },
      })
      run.stdout.setEncoding('utf8').on('data', (piece) => {
        process.stdout.write(piece)
        said += piece
      })
      run.on('close', resolve)
    })
    assert.equal(code, 0, failed(said))
  } finally {
    await server.stop()
  }
}

/** What failed of a run, with its reasons: the whole is long, and of a long log only the end is read. */
function failed(said) {
  const lines = said.split('\n')
  const blocks = lines.flatMap((line, at) => (/^\s*not ok /.test(line) ? [lines.slice(at, at + 25).join('\n')] : []))
  return blocks.join('\n').slice(0, 6_000) || 'it ended without a word'
}
