// What a village is told that its county sees, and what the county then really sees: the same ledgers, the same fields as they
// are, the same ones masked. On a server of its own, with accounts.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { SIZES, launch, open, overflows, picture } from './browser.mjs'
import { staffed } from './staffed.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let browser, house, county, unit
before(async () => {
  browser = await launch()
  house = await staffed(async (ask) => {
    const [roles, units] = [await ask('/roles'), await ask('/units')]
    const top = units.find(({ parent }) => !parent)
    // Of the county the role that reads most by name; of the villages the first, and whoever fills everything there.
    county = roles.filter(({ level, reads }) => level === top.level && reads).sort((a, b) => b.reads.length - a.reads.length)[0]
    const village = roles.find(({ level_name, writes }) => level_name === '村' && writes === null)
    unit = units.find(({ level }) => level === village.level)
    return [
      { login: 'zhang', name: '张三', role: village.id, unit: unit.id },
      { login: 'sun', name: '孙六', role: county.id, unit: top.id },
    ]
  })
})
after(async () => {
  await browser?.close()
  await house?.stop()
})

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
      const really = await reallySeen(await house.comeIn('sun'))
      assert.ok(Object.keys(really).length > 2)
      const { page, errors, close } = await open(browser, size, light)
      await house.signIn(page, 'zhang')
      await page.goto(`${house.at}/me`)
      await page.locator('[data-part=readers] a').click()
      await page.locator('[data-part=seen-by]').waitFor()
      assert.match(await page.locator('[data-part=seen-by] h2').innerText(), new RegExp(county.name), 'the upper level comes first')

      const told = await page.locator('[data-part=seen-by] tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())))
      assert.deepEqual(told.map(([name]) => name).sort(), Object.keys(really).sort(), 'the same ledgers')
      for (const [name, fills, , masked] of told) {
        assert.equal(fills.split('\n').at(-1), '只看')
        for (const field of really[name]) assert.ok(masked.includes(field), `${name}: ${field} is masked, told is ${masked}`)
      }
      // Nothing is told of as masked that is shown.
      const asked = await house.comeIn('sun')
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
      await page.locator('.readers-who button', { hasNotText: county.name }).first().click()
      await page.waitForFunction((was) => !document.querySelector('[data-part=seen-by] h2')?.textContent.includes(was), county.name)
      assert.match(page.url(), /who=/)
      await picture(page, `${size.name}-seen-2-own`)
      await page.goBack()
      await page.waitForFunction((name) => document.querySelector('[data-part=seen-by] h2')?.textContent.includes(name), county.name)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
