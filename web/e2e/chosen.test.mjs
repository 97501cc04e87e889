// What stands below a list and what is done with records chosen in it: sums of a page, of all pages, of what is chosen; what is
// chosen goes out as a file; a step is taken with many cases at once and taken back. What is expected is reckoned from the records.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

const ROWS = '[data-part=records] tbody tr'
const TOTALS = '[data-part=totals] tr'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** A ledger of several pages with a number that anybody may read and that most records have; found by the data alone. */
async function counted() {
  for (const { id, records: count } of await api('/ledgers')) {
    if (id.startsWith('_') || count < 25 || count > 500) continue
    const ledger = await api(`/ledgers/${id}`)
    const fits = ({ type, privacy, dated, factor }) => ['integer', 'decimal', 'money'].includes(type) && privacy !== 'personal' && privacy !== 'sensitive' && !dated && (factor ?? '1') === '1'
    const { records } = await api(`/ledgers/${id}/records?limit=500`)
    const number = ledger.fields.filter(fits).find((field) => records.filter(({ fields }) => fields[field.id] !== undefined).length > count / 2)
    if (number) return { ledger, number, records }
  }
  throw new Error('no ledger has what this journey needs')
}

/** Waits until the second page has come. */
const turned = (page) => page.waitForFunction(() => /^第 21–/.test(document.querySelector('[data-part=pager] span')?.textContent ?? '') && !document.querySelector('.sheet[aria-busy=true]'))

/** The exact sum of a field, in hundred-millionths, so that no number becomes inexact. */
function sum(records, id) {
  const scaled = (text) => {
    const [whole, part = ''] = String(text).split('.')
    return BigInt(whole + part.padEnd(8, '0'))
  }
  return records.reduce((all, { fields }) => all + (fields[id] === undefined ? 0n : scaled(fields[id])), 0n)
}

/** A number on the screen, in the same measure. */
const read = (text) => sum([{ fields: { n: text.replace(/,/g, '').trim() } }], 'n')

describe('a list is added up', () => {
  for (const size of SIZES) {
    test(`page by page and whole, ${size.name} wide`, async () => {
      const { ledger, number, records } = await counted()
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/ledgers/${ledger.id}?cols=unit,${number.id}&size=20&sort=${number.id}`)
      await page.waitForFunction((rows) => document.querySelectorAll(rows).length === 2 && !document.querySelector(`${rows}[aria-busy=true]`), TOTALS)
      const { records: first } = await api(`/ledgers/${ledger.id}/records?limit=20&sort=${number.id}`)
      const [ofPage, ofAll] = await page.locator(TOTALS).all()
      const told = async (row) => read(await row.locator('td').last().innerText())
      assert.match(await ofPage.innerText(), /本页 20 条/)
      assert.equal(await told(ofPage), sum(first, number.id))
      assert.match(await ofAll.innerText(), new RegExp(`全部 ${records.length} 条`))
      assert.equal(await told(ofAll), sum(records, number.id))
      await ofAll.scrollIntoViewIfNeeded()
      await picture(page, `${size.name}-totals-1`)
      assert.equal(await overflows(page), false)

      // The next page has sums of its own; the whole stays what it was.
      await page.locator('[data-act=page-on]').click()
      await turned(page)
      assert.notEqual(await told(ofPage), sum(first, number.id))
      assert.equal(await told(ofAll), sum(records, number.id))

      // Narrowed, it is the sum of what is left.
      const unit = records[0].unit
      const within = await api(`/ledgers/${ledger.id}/records?limit=500&unit=${unit}`)
      await page.goto(`${base}/ledgers/${ledger.id}?cols=unit,${number.id}&unit=${unit}`)
      await page.waitForFunction((total) => document.querySelector('.said-total')?.textContent === `共 ${total} 条`, within.total)
      assert.ok(within.total > 1)
      assert.equal(await told(page.locator(TOTALS).last()), sum(within.records, number.id))

      assert.deepEqual(errors, [])
      await close()
    })
  }
})

describe('records are chosen', () => {
  for (const size of SIZES) {
    test(`over two pages, added up and taken away as a file, ${size.name} wide`, async () => {
      const { ledger, number } = await counted()
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/ledgers/${ledger.id}?cols=unit,${number.id}&size=20&sort=${number.id}`)
      const boxes = page.locator(`${ROWS} input[type=checkbox]`)
      await boxes.nth(2).click()
      await page.locator('[data-act=page-on]').click()
      await turned(page)
      await boxes.nth(0).click()
      const bar = page.locator('[data-part=selection]')
      assert.match(await bar.innerText(), /已选 2 条/)
      const { records } = await api(`/ledgers/${ledger.id}/records?limit=21&sort=${number.id}`)
      const chosen = [records[2], records[20]]
      const said = sum(chosen, number.id)
      assert.notEqual(said, 0n)
      assert.equal(read((await bar.locator('.selection-sums').innerText()).split(' ').at(-1)), said)
      await picture(page, `${size.name}-totals-2-chosen`)
      assert.equal(await overflows(page), false)

      const answered = page.waitForResponse((response) => response.url().includes('/export?'))
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=export-chosen]').click()])
      assert.equal((await answered).headers()['x-total'], '2')
      const asked = new URL((await answered).url()).searchParams.get('records').split(',')
      assert.deepEqual(asked, chosen.map(({ book, record }) => `${book}/${record}`))
      assert.equal(readFileSync(await file.path()).subarray(0, 2).toString(), 'PK')
      assert.deepEqual(errors, [])
      await close()
    })
  }
})

/** A ledger of cases of which several stand where one step begins, and one does not. */
async function cases() {
  for (const { id } of (await api('/ledgers')).filter(({ kind }) => kind === 'case')) {
    const ledger = await api(`/ledgers/${id}`)
    const { records } = await api(`/ledgers/${id}/records?limit=50`)
    const able = (step) => records.filter(({ next_steps }) => next_steps.includes(step.id))
    const step = ledger.steps.find((step) => able(step).length > 1 && able(step).length < records.length)
    if (step) return { ledger, step, records, able: able(step) }
  }
  throw new Error('no ledger has cases that a step can be taken with')
}

describe('a step is taken with many cases at once', () => {
  for (const size of SIZES) {
    test(`and taken back, ${size.name} wide`, async () => {
      const { ledger, step, records, able } = await cases()
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/ledgers/${ledger.id}?size=50`)
      // In the hand there is no heading to press; each is chosen by itself.
      const all = page.getByLabel('选择本页全部')
      await page.locator(ROWS).first().waitFor()
      if (await all.isVisible()) await all.click()
      else for (const box of await page.locator(`${ROWS} input[type=checkbox]`).all()) await box.click()
      await page.locator('[data-act=step-many]').filter({ hasText: step.name }).first().click()
      const form = page.locator('[data-part=selection] form')
      assert.match(await form.innerText(), new RegExp(`选中的 ${able.length} 条`))
      assert.match(await form.innerText(), new RegExp(`另外 ${records.length - able.length} 条`))
      await form.locator('input[name=note]').fill('一起办了')
      await picture(page, `${size.name}-many-steps`)
      assert.equal(await overflows(page), false)
      await page.locator('[data-act=step-all]').click()
      await page.locator('.toast-action').first().waitFor()
      const ended = await page.locator('[data-part=many-ended]').count() ? await page.locator('[data-part=many-ended] .findings li').count() : 0
      const now = await api(`/ledgers/${ledger.id}/records?limit=50`)
      const moved = now.records.filter(({ record, from_seq }) => able.some((was) => was.record === record && was.from_seq !== from_seq))
      assert.equal(moved.length, able.length - ended)
      assert.ok(moved.length > 0)
      assert.ok(moved.every(({ steps }) => steps.at(-1)?.note === '一起办了'))
      if (ended) await page.getByRole('button', { name: '知道了' }).click()

      await page.locator('.toast-action').first().click()
      await page.getByText(/已撤销/).first().waitFor()
      const back = await api(`/ledgers/${ledger.id}/records?limit=50`)
      const states = (list) => list.map(({ record, state }) => `${record} ${state}`)
      assert.deepEqual(states(back.records), states(records))
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
