// A demo township of its own where people sign in: who they are is said to the program, before it serves.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { binary, demoFolder, root, serve } from '../../tests/product.mjs'

const FIRST = '春天的油菜花开满了山坡'
const OWN = '秋天的稻田一眼望不到边'

/** Lays a demo, lets `people` be chosen by what it holds, and serves it with their accounts. Each of them is a login, a name,
 * a role and a unit; `li` and `wang` are the system and the security officer. */
export async function staffed(choose) {
  const folder = demoFolder()
  let server = await serve(folder)
  const people = await choose(async (address) => (await fetch(`${server.address}/api${address}`)).json())
  await server.stop()
  const run = (words, typed) => {
    const done = spawnSync(binary, ['--data', folder, ...words], { cwd: root, input: typed, encoding: 'utf8' })
    assert.equal(done.status, 0, done.stdout + done.stderr)
  }
  run(['account', 'first', '--system', 'li=李四', '--security', 'wang=王五'], `${FIRST}\n${FIRST}\n`)
  for (const { login, name, role, unit } of people) run(['account', 'add', login, '--name', name, '--role', role, '--unit', unit], `${FIRST}\n`)
  server = await serve(folder)

  /** Signs somebody in without a browser, with a password of their own; answers how to ask as that person. */
  const comeIn = async (login) => {
    const post = (address, body, cookie) => fetch(`${server.address}/api${address}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) }, body: JSON.stringify(body) })
    const cookieOf = (answer) => answer.headers.get('set-cookie')?.split(';')[0]
    const first = await post('/session', { login, password: FIRST })
    if (first.ok) await post('/session/password', { old: FIRST, new: OWN }, cookieOf(first))
    const cookie = cookieOf(await post('/session', { login, password: OWN }))
    return async (address) => (await fetch(`${server.address}/api${address}`, { headers: { Cookie: cookie } })).json()
  }
  /** The same in a browser, where that person begins. */
  const signIn = async (page, login) => {
    await comeIn(login)
    await page.goto(server.address)
    await page.locator('#login').fill(login)
    await page.locator('#password').fill(OWN)
    await page.locator('form button[type=submit]').click()
    await page.locator('.rooms').waitFor()
  }
  const signOut = async (page) => {
    await page.goto(`${server.address}/me`)
    await page.locator('main [data-act=sign-out]').click()
    await page.locator('#login').waitFor()
  }
  return { at: server.address, comeIn, signIn, signOut, stop: () => server.stop() }
}
