// Forms of the upper level: chosen, looked at as they will be printed, opened where a figure stands, taken away.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser, roster, summary, session
before(async () => {
  browser = await launch()
  const forms = await api('/forms')
  roster = forms.find(({ each }) => !each)
  summary = forms.find(({ each }) => each)
  session = await api('/session')
})
after(() => browser?.close())

/** What a table covers: how many places each heading takes, and all of them together. */
const covered = (page) =>
  page.locator('.prescribed thead th').evaluateAll((cells) => cells.reduce((sum, cell) => sum + cell.rowSpan * cell.colSpan, 0))

describe('a form', () => {
  for (const size of SIZES) {
    test(`of units opens its figures, ${size.name} wide`, async () => {
      const { page, errors, close } = await open(browser, size)
      await page.goto(base)
      await page.locator('.rooms a[href="/forms"]').click()
      await page.locator('[data-part=forms] a', { hasText: summary.name }).click()
      await page.locator('.prescribed .figure').first().waitFor()
      assert.equal(await overflows(page), false, 'it scrolls in its box')
      await picture(page, `${size.name}-form-summary`)
      const said = await api(`/forms/${summary.id}?unit=${session.unit.id}&period=${session.period}`)
      assert.equal(await covered(page), said.heading_rows * said.widths.length, 'headings cover their rows without a gap')
      assert.equal(await page.locator('.prescribed tbody tr').count(), said.total + 1)
      // The last row is the whole unit's own figure.
      const last = page.locator('.prescribed-whole .figure').first()
      assert.equal(await last.getAttribute('data-unit'), session.unit.id)
      const own = await api('/figures', { asks: [{ indicator: await last.getAttribute('data-indicator'), unit: session.unit.id, period: session.period }] })
      assert.equal(await last.getAttribute('data-value'), own.figures[0].value)
      await last.click()
      await page.locator('.panel .definition').waitFor()
      assert.deepEqual(errors, [])
      await close()
    })

    test(`of records is taken away whole, ${size.name} wide`, async () => {
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/forms/${roster.id}`)
      await page.locator('.prescribed tbody tr').first().waitFor()
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-form-roster`)
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=form-file]').click()])
      assert.match(file.suggestedFilename(), new RegExp(`^${roster.name}-.*\\.xlsx$`))
      assert.equal(readFileSync(await file.path()).subarray(0, 2).toString(), 'PK')
      // Its kind of period is what can be chosen.
      const parts = await page.locator('.chooser-pair select').last().locator('option').allInnerTexts()
      assert.ok(parts.every((text) => /季度/.test(text)), parts.join())
      assert.deepEqual(errors, [])
      await close()
    })
  }

  test('goes up once it is said why, and is kept as it went', async () => {
    const { page, errors, close } = await open(browser, SIZES[0])
    await page.goto(`${base}/forms/${summary.id}`)
    await page.locator('.prescribed .figure').first().waitFor()
    await page.locator('[data-act=send]').click()
    await page.locator('[data-act=send-up]').click()
    assert.match(await page.locator('.prescribed-sent .form-wrong').first().innerText(), /经办人/)
    await page.locator('input[name=by]').fill('张三')
    const why = page.locator('input[name=why]')
    if (await why.count()) await why.fill('照现在有的数报')
    await picture(page, 'form-send')
    await page.locator('[data-act=send-up]').click()
    await page.locator('[data-part=banner]').waitFor()
    assert.match(await page.locator('[data-part=banner]').innerText(), /第\d+版[\s\S]*经办人张三/)
    await page.locator('.prescribed .figure').first().waitFor()
    assert.match(await page.locator('[data-part=since]').innerText(), /没有变动/)
    await picture(page, 'form-sent')
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=sent-file]').click()])
    assert.equal(readFileSync(await file.path()).subarray(0, 2).toString(), 'PK')
    await page.getByRole('button', { name: '现在填的' }).click()
    await page.locator('[data-act=send]').waitFor()
    assert.deepEqual(errors, [])
    await close()
  })

  test('that is not there says where to go', async () => {
    const { page, close } = await open(browser, SIZES[0])
    await page.goto(`${base}/forms/no_such_form`)
    await page.locator('.empty a').click()
    await page.locator('[data-part=forms] > li').first().waitFor()
    await close()
  })
})
