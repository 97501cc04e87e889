// Every screen at both widths: it says what it is, fits, complains of nothing; and the keyboard reaches what matters.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

async function addresses() {
  const ledgers = (await api('/ledgers')).filter(({ id, records }) => !id.startsWith('_') && records > 0)
  const [indicator] = await api('/indicators')
  const most = [...ledgers].sort((a, b) => b.records - a.records)[0]
  const { records } = await api(`/ledgers/${most.id}/records?limit=1`)
  const [record] = records
  return {
    report: ['/', '.paper h1'],
    ledgers: ['/ledgers', '.ledger-list li'],
    ledger: [`/ledgers/${most.id}`, '[data-part=records] tbody tr'],
    new: [`/ledgers/${most.id}/new`, 'form .form-row'],
    import: [`/ledgers/${most.id}/import`, '.drop'],
    record: [`/ledgers/${record.ledger}/${record.book}/${record.record}`, '[data-part=history] > li'],
    indicators: ['/indicators', '.indicator-list li'],
    indicator: [`/indicators/${indicator.id}`, '.asked .figure'],
    changes: ['/changes', '[data-part=changes] > li'],
    status: ['/status', '[data-part=checks] > li'],
    nowhere: ['/no/such/page', '.empty a'],
  }
}

describe('screens', () => {
  for (const size of SIZES) {
    test(`fit at ${size.name}`, async () => {
      for (const [name, [address, sign]] of Object.entries(await addresses())) {
        const { page, errors, close } = await open(browser, size)
        await page.goto(base + address)
        await page.locator(sign).first().waitFor()
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
        assert.deepEqual(errors, [], name)
        await picture(page, `${size.name}-screen-${name}`)
        await close()
      }
    })
  }

  test('the keyboard opens a figure, closes it, and comes back to it', async () => {
    const { page, close } = await open(browser, SIZES[0])
    await page.goto(base)
    const figure = page.locator('.paper .figure').first()
    await figure.waitFor()
    await figure.focus()
    await page.keyboard.press('Enter')
    await page.locator('.panel .definition, .panel .trouble').first().waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.panel').waitFor({ state: 'detached' })
    assert.equal(await figure.evaluate((element) => element === document.activeElement), true)
    await close()
  })

  test('a cell of a table opens the figure of its own unit, and the page stays where it was', async () => {
    const session = await api('/session')
    const [report] = await api('/reports')
    for (const size of SIZES) {
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/reports/${report.id}`)
      const cell = page.locator(`.paper-table td .figure:not([data-unit="${session.unit.id}"]):not([data-value="0"])`).first()
      await cell.waitFor()
      assert.equal(await page.locator('.rooms [aria-current]').count(), 1, 'the menu knows the room of a report')
      await cell.scrollIntoViewIfNeeded()
      const { y } = await cell.boundingBox()
      const [unit, value] = [await cell.getAttribute('data-unit'), await cell.getAttribute('data-value')]
      const { name } = (await api('/units')).find(({ id }) => id === unit)
      assert.match(await cell.getAttribute('aria-label'), new RegExp(name))
      await cell.click()
      await page.locator('.panel .definition').waitFor()
      assert.match(await page.locator('.panel .panel-where').first().innerText(), new RegExp(name))
      assert.equal(await page.locator('.panel .big-value').getAttribute('data-value'), value)
      assert.equal((await cell.boundingBox()).y, y)
      await page.keyboard.press('Escape')
      await page.locator('.panel').waitFor({ state: 'detached' })
      assert.equal((await cell.boundingBox()).y, y)
      assert.deepEqual(errors, [])
      await close()
    }
  })

  test('a record that does not exist says what to do next', async () => {
    const [{ id }] = await api('/ledgers')
    const { page, close } = await open(browser, SIZES[0])
    await page.goto(`${base}/ledgers/${id}/none/none`)
    const next = page.locator('.trouble-next').first()
    await next.waitFor()
    assert.notEqual((await next.innerText()).trim(), '')
    await close()
  })
})
