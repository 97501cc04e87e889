// Somebody stands in for somebody: the security officer gives it, with the days; the deputy sees what the other sees and says on
// whose behalf he writes; when it ends, nothing is left. On a server of its own, with accounts.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, launch, open, overflows, picture } from './browser.mjs'
import { staffed } from './staffed.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** How many records of a unit somebody reads, by ledger; none of one that is not open to him. */
async function seen(ask, unit) {
  const counts = []
  for (const { id } of (await ask('/ledgers')).filter((one) => !one.id.startsWith('_'))) {
    const { total } = await ask(`/ledgers/${id}/records?unit=${unit}&limit=1`)
    if (total) counts.push(`${id} ${total}`)
  }
  return counts
}

describe('a deputy', () => {
  for (const size of SIZES) {
    test(`works in the place of another until it ends, ${size.name} wide`, { timeout: 180_000 }, async () => {
      let role, unit
      const house = await staffed(async (ask) => {
        role = (await ask('/roles')).find(({ level_name, writes }) => level_name === '村' && writes === null)
        const villages = (await ask('/units')).filter(({ level }) => level === role.level)
        unit = villages[0]
        return [{ login: 'zhang', name: '张三', role: role.id, unit: unit.id }, { login: 'chen', name: '陈四', role: role.id, unit: villages[1].id }]
      })
      const { page, errors, close } = await open(browser, size)
      try {
        assert.deepEqual(await seen(await house.comeIn('chen'), unit.id), [], 'the other village is closed')
        await house.signIn(page, 'wang')
        await page.goto(`${house.at}/people`)
        await page.locator('[data-part=accounts] a', { hasText: '陈四' }).click()
        await page.locator('[data-act=post]').first().click()
        await page.locator('#post-deputy').selectOption({ index: 1 })
        assert.equal(await page.locator('#post-role').inputValue(), role.id, 'role and unit follow')
        assert.equal(await page.locator('#post-unit').inputValue(), unit.id)
        await page.locator('#post-why').fill('张三请假')
        await picture(page, `${size.name}-deputy-1-given`)
        assert.equal(await overflows(page), false)
        await page.locator('[data-act=send]').first().click()
        await page.locator('[data-part=said]').waitFor()
        assert.match(await page.locator('[data-part=posts]').innerText(), /代 张三/)
        await house.signOut(page)

        // Both see the same; the deputy is named with the one he stands in for.
        assert.deepEqual(await seen(await house.comeIn('chen'), unit.id), await seen(await house.comeIn('zhang'), unit.id))
        await house.signIn(page, 'chen')
        await page.goto(`${house.at}/me`)
        assert.match(await page.locator('[data-part=posts]').innerText(), /代 张三/)
        await page.goto(`${house.at}/unit/${unit.id}`)
        await page.locator('[data-part=unit-posts]').waitFor()
        assert.match(await page.locator('[data-part=unit-posts]').innerText(), new RegExp(`${role.name}，代\\s*陈四`))
        await picture(page, `${size.name}-deputy-2-unit`)
        await house.signOut(page)

        // It ends by the officer's hand, and with it all that it gave.
        await house.signIn(page, 'wang')
        await page.goto(`${house.at}/people`)
        await page.locator('[data-part=accounts] a', { hasText: '陈四' }).click()
        await page.locator('[data-part=posts] li', { hasText: '代 张三' }).locator('[data-act=end-post]').click()
        await page.locator('.people-end button[type=submit]').click()
        await page.locator('[data-part=said]').waitFor()
        assert.deepEqual(await seen(await house.comeIn('chen'), unit.id), [])
        assert.notDeepEqual(await seen(await house.comeIn('zhang'), unit.id), [])
        assert.deepEqual(errors.filter((error) => !error.startsWith('Failed to load resource')), [])
      } finally {
        await close()
        await house.stop()
      }
    })
  }
})
