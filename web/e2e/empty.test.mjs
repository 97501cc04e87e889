// A township on its first day: the pack is in force and nobody has written anything. Every screen opens without an error, and
// wherever there is nothing to show it says what to do next.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { freshFolder, qianmo, serve } from '../../tests/product.mjs'
import { SIZES, launch, open, overflows, picture } from './browser.mjs'

let browser, server
before(async () => {
  browser = await launch()
  const folder = freshFolder()
  const done = qianmo(folder, 'activate', 'packs/township')
  assert.equal(done.status, 0, done.out + done.err)
  server = await serve(folder)
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Every address there is without a record: the rooms, each ledger and its forms, each form of the upper level, some figures, units. */
async function addresses() {
  const ask = async (address) => (await fetch(`${server.address}/api${address}`)).json()
  const [ledgers, forms, indicators, reports, units] = await Promise.all(['/ledgers', '/forms', '/indicators', '/reports', '/units'].map(ask))
  const own = ledgers.filter(({ id }) => !id.startsWith('_'))
  assert.ok(own.length > 20 && own.every(({ records }) => records === 0))
  const kinds = [...new Set(indicators.map(({ kind }) => kind))].map((kind) => indicators.find((one) => one.kind === kind))
  return [
    ...['/', '/reports', '/forms', '/ledgers', '/indicators', '/changes', '/people', '/people/log', '/units', '/parameters', '/me', '/status', '/start'],
    ...reports.map(({ id }) => `/reports/${id}`),
    ...forms.map(({ id }) => `/forms/${id}`),
    ...kinds.map(({ id }) => `/indicators/${id}`),
    ...own.flatMap(({ id }) => [`/ledgers/${id}`]),
    `/ledgers/${own[0].id}/new`,
    `/ledgers/${own[0].id}/import`,
    `/ledgers/${own[0].id}?q=zz`,
    `/unit/${units[1].id}`,
    `/unit/${units[1].id}/readers`,
  ]
}

describe('nothing is there yet', () => {
  for (const size of SIZES) {
    test(`and every screen says what to do, ${size.name} wide`, { timeout: 240_000 }, async () => {
      const { page, errors, close } = await open(browser, size)
      const left = []
      let empty = 0
      // Ledgers are alike; in the hand a few of them will do.
      const all = (await addresses()).filter((at, i) => size === SIZES[0] || !at.startsWith('/ledgers/') || i % 5 === 0 || at.split('/').length > 3)
      for (const at of all) {
        await page.goto(server.address + at)
        await page.waitForFunction(() => document.querySelector('main h1, main .empty') && !document.querySelector('main .waiting, main [aria-busy=true]'))
        await page.waitForTimeout(150)
        const said = await page.evaluate(() => ({
          troubles: [...document.querySelectorAll('main .trouble')].map((one) => one.textContent),
          // What to do: a way that leads on, or a sentence that asks for something.
          bare: [...document.querySelectorAll('main .empty')].filter((one) => !one.querySelector('a, button') && !/请|点|由|会在/.test(one.textContent)).map((one) => one.textContent),
          empty: document.querySelectorAll('main .empty').length,
          words: document.querySelector('main').innerText.trim().length,
        }))
        empty += said.empty
        if (said.troubles.length) left.push(`${at}: ${said.troubles.join(' / ')}`)
        if (said.bare.length) left.push(`${at} says nothing to do: ${said.bare.join(' / ')}`)
        if (said.words < 20) left.push(`${at} says next to nothing`)
        if (await overflows(page)) left.push(`${at} reaches beyond the edge`)
        if (at === '/' || at === '/reports') await picture(page, `${size.name}-empty${at.replaceAll('/', '-')}`)
      }
      assert.deepEqual(left, [])
      assert.ok(empty > 10, `${empty} empty states were met`)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
