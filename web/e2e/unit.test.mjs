// A unit's page in a real browser: opened from a record, its numbers are those of the lists and figures behind them, and a
// number leads into its list. What is expected is asked of the server, of records that are found by the data alone.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
let record
let page
before(async () => {
  browser = await launch()
  const { period } = await api('/session')
  // A record of a unit that more than one kind of ledger has something of.
  for (const { id } of (await api('/ledgers')).filter(({ kind, records }) => kind === 'case' && records > 0)) {
    const { records } = await api(`/ledgers/${id}/records?limit=20`)
    for (const one of records) {
      const told = await api(`/units/${one.unit}/page?period=${period}`)
      const kinds = new Set(told.ledgers.filter(({ counts }) => counts.some(({ total }) => total > 0)).map(({ kind }) => kind))
      if (kinds.size > 1 && told.figures.length > 0) {
        record = one
        page = told
        return
      }
    }
  }
  throw new Error('no unit has records of two kinds')
})
after(() => browser?.close())

const filled = () => page.ledgers.flatMap((here) => here.counts.filter(({ total }) => total > 0).map((count) => ({ ...count, ledger: here.ledger })))

describe('everything about a unit stands on one page', () => {
  for (const size of SIZES) {
    test(`from a record to it, and from a number into its list, ${size.name} wide`, async () => {
      const opened = await open(browser, size)
      const at = opened.page
      await at.goto(`${base}/ledgers/${record.ledger}/${record.book}/${record.record}`)
      await at.locator('.panel-where .unit-link').click()
      await at.locator('[data-part=unit-ledgers] [data-what]').first().waitFor()
      assert.equal(await at.locator('h1').innerText(), page.unit.name)
      assert.equal(await overflows(at), false)
      await picture(at, `unit-1-${size.name}`)

      // Every number of the server stands there.
      for (const { ledger, what, total } of filled()) {
        const number = at.locator(`[data-part=unit-ledgers] [data-ledger="${ledger}"] [data-what="${what}"] .unit-count`)
        assert.equal(await number.innerText(), String(total), `${ledger} ${what}`)
      }
      // One of each kind leads into a list of just so many.
      const sorts = [...new Set(filled().map(({ what }) => what))]
      for (const what of sorts) {
        const { ledger, total } = filled().find((count) => count.what === what)
        const address = at.url()
        await at.locator(`[data-ledger="${ledger}"] [data-what="${what}"]`).click()
        const table = at.locator('[data-part=records]')
        await table.waitFor()
        assert.equal(await table.getAttribute('aria-rowcount'), String(total + 1), `${ledger} ${what}`)
        assert.equal(new URL(at.url()).searchParams.get('unit'), page.unit.id)
        await at.goBack()
        await at.locator('[data-part=unit-ledgers] [data-what]').first().waitFor()
        assert.equal(at.url(), address)
      }

      // Who registers from here means this unit, where the ledger lets it own records.
      const ledgers = await Promise.all(page.ledgers.filter(({ writes }) => writes).map(({ ledger }) => api(`/ledgers/${ledger}`)))
      const { level } = (await api('/units')).find(({ id }) => id === page.unit.id)
      const owned = ledgers.find(({ id, unit }) => unit.includes(level) && filled().some(({ ledger }) => ledger === id))
      await at.locator(`[data-ledger="${owned.id}"] .unit-acts a`, { hasText: '登记' }).click()
      await at.locator('[data-field=unit]').getByText(page.unit.name, { exact: false }).first().waitFor()
      await at.goBack()
      await at.locator('[data-part=unit-ledgers] [data-what]').first().waitFor()

      // A figure opens beside the page, and what is chosen stands in the address.
      const figure = at.locator('[data-part=unit-figures] .figure').first()
      assert.equal(await figure.getAttribute('data-value'), page.figures[0].now.value ?? '')
      await figure.click()
      await at.locator('.panel .definition').waitFor()
      await picture(at, `unit-2-figure-${size.name}`)
      const year = String(Number(page.period.slice(0, 4)) - 1)
      await at.goto(`${base}/unit/${page.unit.id}?period=${year}`)
      const before = await api(`/units/${page.unit.id}/page?period=${year}`)
      await at.locator('[data-part=unit-place]').waitFor()
      await at.waitForFunction((words) => document.querySelector('.page-about')?.textContent?.includes(words), `${year}年的事和数`)
      for (const { ledger, counts } of before.ledgers) {
        for (const { what, total } of counts.filter((count) => count.total > 0)) {
          assert.equal(await at.locator(`[data-ledger="${ledger}"] [data-what="${what}"] .unit-count`).innerText(), String(total), `${year} ${ledger} ${what}`)
        }
      }

      // Up to what it lies in, by the line above.
      const [above] = page.above
      await at.locator(`[data-part=unit-place] [data-unit-page="${above.id}"]`).click()
      await at.waitForFunction((name) => document.querySelector('h1')?.textContent === name, above.name)
      assert.equal(new URL(at.url()).searchParams.get('period'), year, 'the period goes along')
      assert.equal(await overflows(at), false)
      assert.deepEqual(opened.errors, [])
      await opened.close()
    })
  }

  test('from the front page and from the top of every page to one’s own', async () => {
    const { unit } = await api('/session')
    const { page: at, errors, close } = await open(browser, SIZES[0])
    await at.goto(base)
    await at.locator('[data-act=own-unit]').click()
    await at.waitForFunction((name) => document.querySelector('h1')?.textContent === name, unit.name)
    await at.goto(`${base}/ledgers`)
    await at.locator('a.top-unit').click()
    await at.waitForURL(`**/unit/${unit.id}`)
    await at.goto(`${base}/unit/none`)
    await at.getByText('没有这个单位，或它不对您开放').waitFor()
    assert.deepEqual(errors, [])
    await close()
  })

  test('on paper it is what it says, without what is pressed', async () => {
    const { page: at, close } = await open(browser, SIZES[0])
    await at.goto(`${base}/unit/${page.unit.id}`)
    await at.locator('[data-part=unit-ledgers] [data-what]').first().waitFor()
    await at.emulateMedia({ media: 'print' })
    assert.equal(await at.locator('.filters').isVisible(), false)
    assert.equal(await at.locator('.top').isVisible(), false)
    assert.equal(await at.locator('[data-part=unit-ledgers] .unit-count').first().isVisible(), true)
    await picture(at, 'unit-3-paper')
    await close()
  })
})
