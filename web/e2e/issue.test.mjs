// A report is made ready, issued, moved by a correction, compared, and withdrawn: by the data alone.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

async function report() {
  const session = await api('/session')
  const [{ id }] = await api('/reports')
  const of = `unit=${session.unit.id}&period=${session.period}`
  return { id, of, session }
}

describe('a report is issued and never moves again', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, async () => {
      const { id, of } = await report()
      const ready = await api(`/reports/${id}/readiness?${of}`)
      assert.ok(ready.points.length > 0, 'the demo has something to decide')
      const { page, errors, close } = await open(browser, size)
      page.setDefaultTimeout(20_000)
      await page.goto(`${base}/reports`)
      const panel = page.locator('[data-part=ready]')
      await panel.waitFor()
      const number = ready.next

      // A press before all is decided leads to the first thing that is not, and writes nothing.
      await page.locator('[data-act=issue]').click()
      await page.locator('.toast').first().waitFor()
      assert.equal((await api(`/reports/${id}/versions?${of}`)).length, number - 1)

      // Who is to be asked stands beside each.
      const { rows } = await api(`/reports/${id}/annex?${of}`)
      const answers = new Map(rows.map(({ indicator, unit, period, answers }) => [`${indicator}@${unit}@${period}`, answers]))
      const missing = ready.points.find(({ kind, key }) => kind === 'missing' && answers.get(key))
      if (missing) await panel.locator(`[data-point="${missing.key}"] .point-answers`, { hasText: answers.get(missing.key) }).first().waitFor({ state: 'attached' })

      for (const details of await panel.locator('details').all()) await details.evaluate((element) => (element.open = true))
      for (const [index, point] of ready.points.entries()) {
        const line = panel.locator(`[data-point="${point.key}"]`).and(panel.locator(`[data-kind=${point.kind}] li`)).first()
        await line.locator('[aria-expanded]').click()
        if (index === 0) {
          await line.locator('button[type=submit]').click()
          await line.locator('.form-wrong').first().waitFor()
        }
        if (point.kind === 'missing' && index % 2 === 0) {
          await line.locator('input[name=say]').fill('0')
          await line.locator('.form-wrong').first().waitFor()
          await line.locator('input[name=say]').fill('暂无统计')
        }
        await line.locator('input[name=why]').fill('逐个核对过')
        if (index === 1) await picture(page, `${size.name}-issue-1-deciding`)
        await line.locator('button[type=submit]').click()
        await line.and(page.locator('[data-decided=true]')).waitFor()
      }
      // Nobody issues it: nothing is written, and the keyboard stands where the name is missing.
      await page.locator('.issue-form input[name=by]').fill('  ')
      await page.locator('[data-act=issue]').click()
      await page.locator('.issue-form .form-wrong').waitFor()
      assert.equal(await page.locator('.issue-form input[name=by]').evaluate((element) => element === document.activeElement), true)
      assert.equal((await api(`/reports/${id}/versions?${of}`)).length, number - 1)
      await page.locator('.issue-form input[name=by]').fill('张三')
      await page.locator('.issue-form input[name=note]').fill('送审稿')
      await panel.scrollIntoViewIfNeeded()
      await picture(page, `${size.name}-issue-2-ready`)
      await page.locator('[data-act=issue]').click()

      const banner = page.locator('[data-part=banner]')
      await banner.waitFor()
      assert.match(await banner.innerText(), new RegExp(`第${number}版.*印发`, 's'))
      assert.match(await banner.innerText(), /张三/)
      assert.match(page.url(), new RegExp(`version=${number}`), 'the version is in the address')
      assert.equal(await page.locator('.paper .figure-missing').count(), 0, 'nothing is a gap any more')
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-issue-3-version`)
      const said = () => page.locator('.paper').innerText()
      const words = await said()
      if (ready.points.some(({ kind }, i) => kind === 'missing' && i % 2 === 0)) assert.match(words, /暂无统计/)

      // The table to be signed, and figures that open at the version's cut.
      await page.locator('[data-act=basis]').click()
      if (size.width > 720) await page.locator('[data-part=basis] tbody tr').first().waitFor()
      else {
        await page.locator('[data-part=basis-cards] .basis-section > summary').first().click()
        await page.locator('.basis-card > summary').first().click()
        await page.locator('.basis-card[open] dl').first().waitFor()
        assert.ok(await page.evaluate(() => document.documentElement.scrollHeight) < 20000, 'a hand does not scroll for minutes')
      }
      assert.ok((await page.locator('.basis-decided').count()) >= ready.points.length, 'what was decided is on the page that is signed')
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-issue-4-basis`)
      await page.locator('[data-act=basis]').click()
      const figure = page.locator('.paper .figure').first()
      await figure.click()
      await page.locator('.panel .definition').waitFor()
      await page.keyboard.press('Escape')

      // Back to the draft, which knows what was issued.
      await page.goto(`${base}/reports`)
      const standing = page.locator('[data-part=standing] summary')
      await standing.waitFor()
      assert.match(await standing.innerText(), new RegExp(`已印发第${number}版`))
      await picture(page, `${size.name}-issue-5-draft`)

      const row = page.locator(`[data-part=versions] [data-version="${number}"] button`)
      await row.click()
      await banner.waitFor()
      assert.equal(await said(), words, 'the version says what it said')
      await page.locator('[data-act=recall]').click()
      await page.locator('.issue-form input[name=reason]').fill('领导退回修改')
      await page.locator('.issue-form button[type=submit]').click()
      await page.locator('.report-banner-withdrawn').waitFor()
      assert.match(await banner.innerText(), /已撤回：领导退回修改/)
      await picture(page, `${size.name}-issue-6-withdrawn`)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})

describe('a report is read as it stood at the end of a day', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, async () => {
      const { session } = await report()
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/reports`)
      const cut = page.locator('[data-part=cut]')
      await cut.locator('[data-act=cut]').click()
      const day = cut.locator('input[type=date]')
      // Nothing was written down by then, and that is said where it was asked.
      await day.fill('2001-01-01')
      await cut.getByRole('button', { name: '看', exact: true }).click()
      await cut.getByRole('alert').waitFor()
      assert.match(await cut.getByRole('alert').innerText(), /还什么都没有登记/)
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-issue-7-day`)
      await day.fill(session.today)
      await cut.getByRole('button', { name: '看', exact: true }).click()
      await page.waitForFunction(() => new URLSearchParams(window.location.search).has('as_of'))
      const { as_of: known } = await api(`/cuts?day=${session.today}`)
      assert.equal(new URL(page.url()).searchParams.get('as_of'), known)
      await page.locator(`.paper[data-as-of="${known}"]`).waitFor()
      assert.match(await cut.innerText(), /截至/)
      await page.locator('[data-part=of-then]').waitFor({ state: 'attached' })
      assert.equal(await page.locator('[data-act=issue]').count(), 0, 'what is issued is of now')
      await picture(page, `${size.name}-issue-8-cut`)
      await cut.locator('[data-act=newest]').click()
      await page.waitForFunction(() => !new URLSearchParams(window.location.search).has('as_of'))
      assert.deepEqual(errors.filter((error) => !error.includes('422')), [])
      await close()
    })
  }
})
