// What a village is told that its county sees, and what the county then really sees: the same ledgers, the same fields as they
// are, the same ones masked. On a server of its own, with accounts.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { binary, demoFolder, root, serve } from '../../tests/product.mjs'
import { SIZES, launch, open, overflows, picture } from './browser.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const FIRST = '春天的油菜花开满了山坡'
const OWN = '秋天的稻田一眼望不到边'

let browser, folder, server, people, unit
before(async () => {
  browser = await launch()
  folder = demoFolder()
  server = await serve(folder)
  const ask = async (address) => (await fetch(`${server.address}/api${address}`)).json()
  const [roles, units] = [await ask('/roles'), await ask('/units')]
  const top = units.find(({ parent }) => !parent)
  // Of the county the role that reads most by name; of the villages the first, and whoever fills everything there.
  const county = roles.filter(({ level, reads }) => level === top.level && reads).sort((a, b) => b.reads.length - a.reads.length)[0]
  const village = roles.find(({ level_name, writes }) => level_name === '村' && writes === null)
  unit = units.find(({ level }) => level === village.level)
  await server.stop()
  const run = (words, typed) => {
    const done = spawnSync(binary, ['--data', folder, ...words], { cwd: root, input: typed, encoding: 'utf8' })
    assert.equal(done.status, 0, done.stdout + done.stderr)
  }
  run(['account', 'first', '--system', 'li=李四', '--security', 'wang=王五'], `${FIRST}\n${FIRST}\n`)
  people = { clerk: ['zhang', '张三', village.id, unit.id], county: ['sun', '孙六', county.id, top.id] }
  for (const [login, name, role, at] of Object.values(people)) run(['account', 'add', login, '--name', name, '--role', role, '--unit', at], `${FIRST}\n`)
  people.county.role = county
  server = await serve(folder)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Signs somebody in, out of the browser; a first password is changed. Answers how to ask as that person. */
async function comeIn(login) {
  const post = (address, body, cookie) => fetch(`${server.address}/api${address}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...(cookie ? { Cookie: cookie } : {}) }, body: JSON.stringify(body) })
  const cookieOf = (answer) => answer.headers.get('set-cookie')?.split(';')[0]
  const first = await post('/session', { login, password: FIRST })
  if (first.ok) await post('/session/password', { old: FIRST, new: OWN }, cookieOf(first))
  const cookie = cookieOf(await post('/session', { login, password: OWN }))
  return async (address) => (await fetch(`${server.address}/api${address}`, { headers: { Cookie: cookie } })).json()
}

/** What somebody is really shown of a unit: of each ledger the names of the fields that records mask. */
async function reallySeen(ask) {
  const seen = {}
  for (const { id } of (await ask('/ledgers')).filter((one) => !one.id.startsWith('_'))) {
    const ledger = await ask(`/ledgers/${id}`)
    const { records } = await ask(`/ledgers/${id}/records?unit=${unit.id}&limit=500`)
    const masked = new Set(records.flatMap((record) => record.masked))
    seen[ledger.name] = ledger.fields.filter((field) => masked.has(field.id)).map(({ name }) => name)
  }
  return seen
}

describe('a village looks up what its county sees', () => {
  for (const [size, light] of [[SIZES[0], 'light'], [SIZES[1], 'dark']]) {
    test(`and that is what the county sees, ${size.name} wide`, async () => {
      const really = await reallySeen(await comeIn('sun'))
      assert.ok(Object.keys(really).length > 2)
      await comeIn('zhang')
      const { page, errors, close } = await open(browser, size, light)
      await page.goto(server.address)
      await page.locator('#login').fill('zhang')
      await page.locator('#password').fill(OWN)
      await page.locator('form button[type=submit]').click()
      await page.locator('.rooms').waitFor()
      await page.goto(`${server.address}/me`)
      await page.locator('[data-part=readers] a').click()
      await page.locator('[data-part=seen-by]').waitFor()
      assert.match(await page.locator('[data-part=seen-by] h2').innerText(), new RegExp(people.county.role.name), 'the upper level comes first')

      const told = await page.locator('[data-part=seen-by] tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())))
      assert.deepEqual(told.map(([name]) => name).sort(), Object.keys(really).sort(), 'the same ledgers')
      for (const [name, fills, , masked] of told) {
        assert.equal(fills.split('\n').at(-1), '只看')
        for (const field of really[name]) assert.ok(masked.includes(field), `${name}: ${field} is masked, told is ${masked}`)
      }
      // Nothing is told of as masked that is shown.
      const asked = await comeIn('sun')
      for (const [name, , shown] of told) {
        const ledger = await asked(`/ledgers/${(await asked('/ledgers')).find((one) => one.name === name).id}`)
        const open = ledger.fields.filter(({ privacy, type }) => ['open', 'internal'].includes(privacy) && type !== 'table').map((field) => field.name)
        for (const field of open) assert.ok(shown.includes(field), `${name}: ${field} is shown, told is ${shown}`)
      }
      await picture(page, `${size.name}-seen-1-county`)
      assert.equal(await overflows(page), false)
      await page.evaluate(AXE)
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }))
      assert.deepEqual(violations.map(({ id, nodes }) => `${id} ${nodes[0].target.join(' ')}`), [])

      // Oneself, by a press; the address says whom, and back leads back.
      await page.locator('.readers-who button', { hasNotText: people.county.role.name }).first().click()
      await page.waitForFunction((was) => !document.querySelector('[data-part=seen-by] h2')?.textContent.includes(was), people.county.role.name)
      assert.match(page.url(), /who=/)
      await picture(page, `${size.name}-seen-2-own`)
      await page.goBack()
      await page.waitForFunction((name) => document.querySelector('[data-part=seen-by] h2')?.textContent.includes(name), people.county.role.name)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
