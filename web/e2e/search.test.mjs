// One box for everything in a real browser: a record found by its number and by its first letters, a unit and a ledger by
// name; by keys alone, at a desk and in the hand. What is expected is read from the records themselves.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const [DESK, HAND] = SIZES

let browser
let sample
before(async () => {
  browser = await launch()
  sample = await numbered()
})
after(() => browser?.close())

/** A record with a number that names it to people, its ledger, and its village; found by the data alone. */
async function numbered() {
  for (const { id, name, kind, records } of await api('/ledgers')) {
    if (kind !== 'register' || id.startsWith('_') || records < 10) continue
    const { key, fields } = await api(`/ledgers/${id}`)
    const number = fields.find((field) => key.includes(field.id) && field.type === 'text' && ['open', 'internal'].includes(field.privacy))
    const { records: [record] } = await api(`/ledgers/${id}/records?limit=1`)
    const said = number && record.fields[number.id]
    if (said && /\d{2}$/.test(said)) return { ledger: { id, name }, record, number: said }
  }
  throw new Error('no register has numbers')
}

const encoded = encodeURIComponent

/** The page with the search open and the keys in it. */
async function searching(size, at = '/indicators', key = '/') {
  const opened = await open(browser, size)
  await opened.page.goto(base + at)
  await opened.page.locator('.page h1').first().waitFor()
  await opened.page.keyboard.press(key)
  const box = opened.page.getByRole('combobox', { name: '查找' })
  await box.waitFor()
  await opened.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox')
  return { ...opened, box }
}

function found(page, ledger) {
  return page.locator(`[data-part=found] [data-group="r-${ledger}"]`)
}

async function against(page) {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS)
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ target }) => `${id} ${target.join(' ')}`))
}

describe('one box leads to everything', () => {
  for (const size of SIZES) {
    test(`to a record by its number, ${size.name} wide`, async () => {
      const { ledger, record, number } = sample
      const { page, box, errors, close } = await searching(size)
      await picture(page, `${size.name}-search-1-empty`)
      await box.fill(number)
      const group = found(page, ledger.id)
      await group.waitFor()
      const list = await api(`/ledgers/${ledger.id}/records?q=${encoded(number)}&limit=500`)
      assert.match(await group.innerText(), new RegExp(`${list.total} 条`), 'as many as the list has')
      const first = group.locator('[data-kind=record]').first()
      assert.ok((await first.innerText()).includes(record.title), await first.innerText())
      assert.equal(await overflows(page), false)
      assert.deepEqual(await against(page), [])
      await picture(page, `${size.name}-search-2-found`)
      await first.click()
      await page.waitForURL(`**/ledgers/${ledger.id}/${record.book}/${record.record}`)
      assert.equal(await page.locator('[data-part=found]').count(), 0, 'it went away')
      assert.deepEqual(errors, [])
      await close()
    })

    test(`to all of a ledger, by its list, ${size.name} wide`, async () => {
      const { ledger, number } = sample
      const few = number.slice(0, -1)
      const { page, box, close } = await searching(size)
      await box.fill(few)
      await found(page, ledger.id).locator('[data-kind=all]').click()
      await page.waitForURL((url) => url.pathname === `/ledgers/${ledger.id}` && url.searchParams.get('q') === few)
      const { total } = await api(`/ledgers/${ledger.id}/records?q=${encoded(few)}`)
      await page.waitForFunction((words) => document.querySelector('.said-total')?.textContent === words, `共 ${total} 条`)
      await close()
    })
  }
})

test('by keys alone: to a unit and a ledger by name, and away', async () => {
  const { record, ledger } = sample
  const { page, box, errors, close } = await searching(DESK)
  await box.fill(record.unit_name)
  const option = page.locator(`[data-part=found] [data-group=units] [role=option]`).first()
  await option.waitFor()
  await page.keyboard.press('ArrowDown')
  assert.equal(await option.getAttribute('aria-selected'), 'true')
  assert.equal(await box.getAttribute('aria-activedescendant'), await option.getAttribute('id'))
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/unit/${record.unit}`)
  // The sheet goes with the page it was opened on; nobody's fingers are as quick as to open it again before.
  await page.locator('[data-part=found]').waitFor({ state: 'detached' })
  await page.locator('.unit-page h1').waitFor()

  await page.keyboard.press('Control+k')
  await box.fill(ledger.name)
  const named = page.locator('[data-part=found] [data-group=ledgers]')
  await named.getByRole('option', { name: ledger.name }).first().waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await box.inputValue(), '', 'first the words go')
  assert.equal(await page.locator('[data-part=found]').count(), 1)
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('[data-part=found]').count(), 0, 'then the sheet')
  assert.deepEqual(errors, [])
  await close()
})

test('names are found by their first letters, and shown as lists show them', async () => {
  const { page, box, close } = await searching(HAND, '/indicators', 'Control+k')
  const answers = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/search')
  await box.fill('zj')
  const { ledgers } = await (await answers).json()
  assert.ok(ledgers.length > 0)
  for (const { ledger, total, records } of ledgers) {
    const list = await api(`/ledgers/${ledger}/records?q=zj&limit=500`)
    assert.equal(total, list.total, ledger)
    assert.ok(records.length <= 5)
    for (const { record, title } of records) {
      const listed = list.records.find((one) => one.record === record)
      if (list.records.length === list.total) assert.equal(title, listed?.title, ledger)
    }
  }
  await close()
})

test('one letter is not asked, a slow answer shows that it goes on, and nothing found says what to try', async () => {
  const { page, box, errors, close } = await searching(DESK)
  let asked = 0
  await page.route('**/api/search?*', async (route) => {
    asked += 1
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    await route.continue()
  })
  await box.fill('z')
  await page.getByText('请再多输入一个字母').waitFor()
  await page.waitForTimeout(500)
  assert.equal(asked, 0)
  await box.fill('没有这样的名字')
  await page.getByText('正在各本台账里找').waitFor()
  await page.getByText('没有找到“没有这样的名字”').waitFor()
  assert.match(await page.locator('[data-part=found]').innerText(), /拼音首字母/)
  assert.equal(asked, 1)
  assert.deepEqual(await against(page), [])
  await picture(page, 'search-3-nothing')
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  assert.ok(!kept.includes('没有这样的名字'), 'nothing of it is kept')
  assert.deepEqual(errors, [])
  await close()
})

test('the slash key goes to the box of a list where there is one', async () => {
  const { page, close } = await open(browser, DESK)
  await page.goto(`${base}/ledgers/${sample.ledger.id}`)
  await page.locator('[data-part=records] tbody tr').first().waitFor()
  await page.keyboard.press('/')
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'search')
  await page.keyboard.press('Control+k')
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'combobox')
  await close()
})
