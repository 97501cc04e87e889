// How screens behave: the keyboard reaches what matters, the page stays where it was, what is not there says what to do.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, picture } from './browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

describe('screens', () => {
  test('the keyboard opens a figure, closes it, and comes back to it', async () => {
    const { page, close } = await open(browser, SIZES[0])
    await page.goto(`${base}/reports`)
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

  test('the books are verified at a click, and the page says that they are', async () => {
    for (const size of SIZES) {
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/status`)
      await page.locator('[data-act=verify]').click()
      await page.locator('[data-part=deed]', { hasText: '核验完毕' }).waitFor()
      assert.doesNotMatch(await page.locator('.status-facts').first().innerText(), /上次核验\s*还没有/)
      await picture(page, `${size.name}-status-verified`)
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
