// The spine, in a real browser: a figure of the report, what it is made of, a row, its history, a correction that moves
// the figure, and the way back.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'
import { findCandidate } from './candidate.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

describe('a figure is opened, corrected at its root, and put back', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, async () => {
      const { figure, operand, row, field, typed } = await findCandidate()
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/reports`)
      const place = page.locator(`.paper ${of(figure)}`).first()
      const said = () => place.locator('.figure-text').innerText()
      await place.scrollIntoViewIfNeeded()
      const original = await said()
      const before = await printed(page)
      await picture(page, `${size.name}-1-report`)

      await place.click()
      await page.locator(`.panel[data-open="${[figure.indicator, figure.unit, figure.period].join('@')}"] .definition`).waitFor()
      assert.match(page.url(), /open=/, 'what is open is in the address')
      await picture(page, `${size.name}-2-figure`)

      await page.locator(`[data-part=operands] ${of(operand)}`).click()
      await page.locator(`[data-part=rows] [data-record="${row.record}"]`).waitFor()
      await picture(page, `${size.name}-3-rows`)

      await page.locator(`[data-part=rows] [data-record="${row.record}"] a`).click()
      const versions = page.locator('[data-part=history] > li')
      await versions.first().waitFor()
      const known = await versions.count()
      assert.ok(known >= 1)
      assert.equal(await page.locator('.crumbs li').count(), 3, 'the way one came')
      await picture(page, `${size.name}-4-record`)

      await page.locator('[data-act=correct]').click()
      await page.locator(`#f-${field.id}`).fill(typed)
      await page.locator('#f-reason').fill('核对原始票据后更正')
      await page.getByRole('button', { name: '代他人录入？' }).click()
      await page.locator('.panel form button[type=submit]').click()
      await page.getByText('请写替谁录入').waitFor()
      await page.locator('#f-told').fill('老支书王大娘')
      await page.getByLabel('怎么转述的').selectOption('phone')
      await picture(page, `${size.name}-5-correcting`)
      await page.locator('.panel form button[type=submit]').click()

      await page.waitForFunction(([selector, was]) => document.querySelector(`.paper ${selector} .figure-text`)?.textContent !== was, [of(figure), original])
      const corrected = await said()
      assert.notEqual(corrected, original)
      assert.equal(await place.locator('.figure-was').innerText(), original, 'what it was stands beside what it is')
      // Every figure of the report that says something else now is listed, each with what it was and is; and no other.
      const after = await printed(page)
      const moved = [...new Set([...before.keys()].filter((key) => before.get(key) !== after.get(key)))]
      const told = await page.locator('.moved li').evaluateAll((lines) => lines.map((line) => `${line.querySelector('del').textContent} → ${line.querySelector('b').textContent}`))
      assert.deepEqual(told.sort(), moved.map((key) => `${before.get(key)} → ${after.get(key)}`).sort(), 'what moved is listed')
      assert.ok(moved.some((key) => key === [figure.indicator, figure.unit, figure.period].join(' ')))
      await page.waitForFunction((count) => document.querySelectorAll('[data-part=history] > li').length === count, known + 1)
      assert.match(await versions.first().innerText(), /核对原始票据后更正/)
      assert.match(await versions.first().innerText(), /代 老支书王大娘 录入（电话）/, 'on whose word it was')
      await picture(page, `${size.name}-6-moved`)

      await page.locator('.toast-action').first().click()
      await page.waitForFunction(([selector, was]) => document.querySelector(`.paper ${selector} .figure-text`)?.textContent === was, [of(figure), original])
      await page.waitForFunction((count) => document.querySelectorAll('[data-part=history] > li').length === count, known + 2)
      await picture(page, `${size.name}-7-undone`)

      const { figures } = await api('/figures', { asks: [{ indicator: figure.indicator, unit: figure.unit, period: figure.period }] })
      assert.equal(figures[0].numerator, figure.numerator)
      assert.equal(figures[0].denominator, figure.denominator)
      assert.equal(await overflows(page), false, 'nothing reaches beyond the edge')

      // The same word is found in the journal, and nothing that was one's own.
      await page.goto(`${base}/changes?book=${encodeURIComponent(row.book)}`)
      await page.getByLabel('替谁录的').fill('王大娘')
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => {
        const lines = [...document.querySelectorAll('[data-part=changes] > li')]
        return lines.length > 0 && lines.every((line) => line.textContent.includes('代 老支书王大娘 录入（电话）'))
      })
      await page.getByLabel('代录').selectOption('true')
      await page.waitForFunction(() => window.location.search.includes('told=true'))
      await picture(page, `${size.name}-8-told`)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})

/** What the report prints of each of its figures, by what they are of. */
async function printed(page) {
  const all = await page.locator('.paper .figure').evaluateAll((figures) =>
    figures.map((figure) => [[figure.dataset.indicator, figure.dataset.unit, figure.dataset.period].join(' '), figure.querySelector('.figure-text').textContent]))
  return new Map(all)
}

function of({ indicator, unit, period }) {
  return `[data-indicator="${indicator}"][data-unit="${unit}"][data-period="${period}"]`
}
