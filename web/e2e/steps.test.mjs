// A case in a real browser: a step is taken with its day and a word on it, stands in the record, and is taken back.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** A case with a step to take, by the data alone. */
async function openCase() {
  for (const { id } of (await api('/ledgers')).filter(({ kind }) => kind === 'case')) {
    const { records } = await api(`/ledgers/${id}/records?limit=200`)
    const record = records.find(({ next_steps }) => next_steps.length > 0)
    if (record) return record
  }
  throw new Error('no case has a step to take')
}

describe('a step of a case is taken and taken back', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, async () => {
      const record = await openCase()
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/ledgers/${record.ledger}/${record.book}/${record.record}`)
      const state = page.locator('.panel-where .state')
      const before = await state.innerText()
      await page.locator('[data-act=step]').first().click()
      assert.notEqual(await page.locator('#step-on').inputValue(), '', 'today is offered')
      await page.locator('#step-note').fill('双方到场，当面说清')
      await picture(page, `${size.name}-8-step`)
      await page.locator('form button[type=submit]').click()
      await page.waitForFunction((was) => ![null, undefined, was].includes(document.querySelector('.panel-where .state')?.textContent), before)
      assert.match(await page.locator('[data-part=steps]').innerText(), /双方到场，当面说清/)
      assert.equal(await overflows(page), false)

      await page.locator('.toast-action').first().click()
      await page.waitForFunction((was) => document.querySelector('.panel-where .state')?.textContent === was, before)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
