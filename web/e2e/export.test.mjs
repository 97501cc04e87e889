// The list on the screen as a file: what it shows is what is in it; what takes long says how far it is and can be stopped.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture, unfold } from './browser.mjs'

let browser, ledger
before(async () => {
  browser = await launch()
  const ledgers = (await api('/ledgers')).filter(({ id, records }) => !id.startsWith('_') && records > 0)
  ledger = await api(`/ledgers/${ledgers.sort((a, b) => b.records - a.records)[0].id}`)
})
after(() => browser?.close())

const lines = async (download) => readFileSync(await download.path(), 'utf8').replace(/^\uFEFF/, '').split('\r\n').filter(Boolean)

describe('a list is exported', () => {
  for (const size of SIZES) {
    test(`with its columns, order and unit, ${size.name} wide`, async () => {
      const { page, errors, close } = await open(browser, size)
      const sortable = ledger.fields.find(({ sortable, type }) => sortable && type === 'date')
      const { records: [{ unit }] } = await api(`/ledgers/${ledger.id}/records?limit=1`)
      const asked = `unit=${unit}&sort=-${sortable.id}`
      // Two columns of several, so that all are more.
      await page.goto(`${base}/ledgers/${ledger.id}?${asked}&cols=unit,${sortable.id}`)
      await page.locator('[data-part=records] tbody tr').first().waitFor()
      const { total } = await api(`/ledgers/${ledger.id}/records?${asked}&limit=1`)
      const shown = await page.locator('[data-part=records] thead th').allInnerTexts()

      await unfold(page)
      await page.locator('[data-act=export]').click()
      await page.locator('[data-part=export]').waitFor()
      assert.match(await page.locator('[data-part=export]').innerText(), new RegExp(`共 ${total} 条`))
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-export-menu`)
      const [few] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=export-csv]').click()])
      assert.match(few.suggestedFilename(), new RegExp(`^${ledger.name}-.*\\.csv$`))
      const [heads, ...rows] = await lines(few)
      assert.equal(rows.length, total)
      const columns = heads.split(',')
      for (const heading of shown.slice(2).map((text) => text.replace(/ [↑↓]$/, ''))) assert.ok(columns.includes(heading), `${heading} in ${heads}`)

      await page.locator('[data-act=export]').click()
      await page.getByLabel('全部的列').check()
      const [all] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=export-csv]').click()])
      const [more] = await lines(all)
      assert.ok(more.split(',').length > columns.length)

      await page.locator('[data-act=export]').click()
      const [book] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=export-xlsx]').click()])
      assert.equal(readFileSync(await book.path()).subarray(0, 2).toString(), 'PK')
      assert.deepEqual(errors, [])
      await close()
    })
  }

  test('says how far it is, and stops when told to', async () => {
    const { page, errors, close } = await open(browser, SIZES[0])
    let asked = 0
    await page.route('**/export?*', async (route) => {
      asked += 1
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await route.continue().catch(() => undefined) // Stopped meanwhile.
    })
    await page.goto(`${base}/ledgers/${ledger.id}`)
    await page.locator('[data-part=records] tbody tr').first().waitFor()
    await page.locator('[data-act=export]').click()
    await page.locator('[data-act=export-xlsx]').click()
    await page.locator('[data-part=export-progress]').waitFor()
    await picture(page, 'export-progress')
    assert.equal(await page.locator('[data-act=export]').isDisabled(), true)
    await page.locator('[data-act=export-stop]').click()
    await page.locator('[data-part=export-progress]').waitFor({ state: 'detached' })
    assert.equal(await page.locator('[data-act=export]').isDisabled(), false)
    assert.deepEqual([asked, errors], [1, []])
    await close()
  })

  test('is told in words when it is refused', async () => {
    const { page, close } = await open(browser, SIZES[0])
    await page.route('**/export?*', (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ code: 'export.too_many', message: '太多了。', hint: '请分开导出。' }) }))
    await page.goto(`${base}/ledgers/${ledger.id}`)
    await page.locator('[data-part=records] tbody tr').first().waitFor()
    await page.locator('[data-act=export]').click()
    await page.locator('[data-act=export-xlsx]').click()
    assert.match(await page.locator('.export .trouble').innerText(), /太多了。[\s\S]*请分开导出。/)
    await page.getByText('知道了').click()
    await page.locator('.export .trouble').waitFor({ state: 'detached' })
    await close()
  })
})
