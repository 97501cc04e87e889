// A field that is asked only where another says so: it comes and goes while one types, what stood in it is not kept unseen, and a
// record is saved with it and without. The ledger is found by its declaration alone.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser, ledger, asks, asked
before(async () => {
  browser = await launch()
  for (const { id, writes } of await api('/ledgers')) {
    const found = await api(`/ledgers/${id}`)
    const field = found.fields.find(({ show_if: condition }) => condition)
    const names = field?.show_if.columns.map(({ name }) => name) ?? []
    const other = found.fields.find(({ id: one, type }) => names.length === 1 && one === names[0] && ['integer', 'decimal', 'money'].includes(type))
    if (writes !== false && field && other) [ledger, asked, asks] = [found, field, other]
  }
  if (!ledger) throw new Error('no ledger asks for one number because of another')
})
after(() => browser?.close())

const row = (page, field) => page.locator(`[data-field="${field.id}"]`)
const input = (page, field) => row(page, field).locator('input').first()

describe('a field is asked because of another', () => {
  for (const size of SIZES) {
    test(`while one types, ${size.name} wide`, async () => {
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/ledgers/${ledger.id}/new`)
      await input(page, asks).waitFor()
      assert.equal(await row(page, asked).count(), 0, 'nothing is known yet')
      await input(page, asks).fill('0')
      assert.equal(await row(page, asked).count(), 0)
      await input(page, asks).fill('3')
      await input(page, asked).fill('2')
      await picture(page, `${size.name}-asked-1`)

      // What was written does not vanish, and is cleared by a press.
      await input(page, asks).fill('0')
      assert.match(await row(page, asked).locator('[data-part=not-asked]').innerText(), /不用填/)
      await picture(page, `${size.name}-asked-2-left`)
      assert.equal(await overflows(page), false)
      await row(page, asked).locator('[data-act=clear-field]').click()
      await row(page, asked).waitFor({ state: 'detached' })
      await input(page, asks).fill('3')
      assert.equal(await input(page, asked).inputValue(), '', 'asked again, it is empty')
      assert.deepEqual(errors, [])
      await close()
    })
  }

  test('of a record it stands while it says something, and is taken away with what made it asked', async () => {
    const { records } = await api(`/ledgers/${ledger.id}/records?limit=500`)
    const record = records.find(({ fields }) => Number(fields[asks.id]) > 0 && Number(fields[asked.id]) > 0)
    const { page, errors, close } = await open(browser, SIZES[1])
    await page.goto(`${base}/ledgers/${record.ledger}/${record.book}/${record.record}`)
    await page.locator('[data-act=correct]').click()
    await input(page, asked).waitFor()
    await input(page, asks).fill('0')
    await row(page, asked).locator('[data-act=clear-field]').click()
    await row(page, asked).waitFor({ state: 'detached' })
    await page.locator('#f-reason').fill('核实后没有挽救')
    await page.locator('button[type=submit]').click()
    await page.locator('[data-act=correct]').waitFor()
    const { fields } = await api(`/ledgers/${record.ledger}/records/${record.book}/${record.record}`)
    assert.deepEqual([Number(fields[asks.id]), fields[asked.id]], [0, undefined])
    await page.locator('.toast-action').first().click()
    await page.getByText(/已撤销第 \d+ 次变更/).waitFor()
    assert.deepEqual(errors, [])
    await close()
  })
})
