// The web app in a real browser, against a real server on a fresh demo township: the journeys of web/e2e.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { demoFolder, out, root, serve } from './product.mjs'

test('journeys', { timeout: 900_000 }, async () => {
  const server = await serve(demoFolder())
  try {
    const folder = path.join(root, 'web/e2e')
    const files = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => path.join(folder, name))
    assert.ok(files.length > 0)
    const code = await new Promise((resolve) => {
      const run = spawn(process.execPath, ['--test', ...files], {
        cwd: path.join(root, 'web'),
        stdio: 'inherit',
        env: { ...process.env, BASE_URL: server.address, E2E_OUT: out, NODE_TEST_CONTEXT: undefined },
      })
      run.on('exit', resolve)
    })
    assert.equal(code, 0)
  } finally {
    await server.stop()
  }
})
