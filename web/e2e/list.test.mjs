// A list of records in a real browser: narrowed, sorted, its columns chosen, kept under a name, turned page by page, walked
// by keys, and several records withdrawn at once. What is expected is reckoned from the records themselves.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture, unfold } from './browser.mjs'

const ROWS = '[data-part=records] tbody tr'
const [DESK, HAND] = SIZES

let browser
let ledger
let records
before(async () => {
  browser = await launch()
  ;({ ledger, records } = await suitable())
})
after(() => browser?.close())

/** A ledger of more than one page with a choice, a day and a text that anybody may read; found by the data alone. */
async function suitable() {
  for (const { id, kind, records: count } of await api('/ledgers')) {
    if (id.startsWith('_') || kind === 'register' || count < 25 || count > 500) continue
    const found = await api(`/ledgers/${id}`)
    const of = (type) => found.fields.find((field) => field.type === type && ['open', 'internal'].includes(field.privacy) && !field.dated && field.sortable)
    const [choice, day, text] = ['choice', 'date', 'text'].map(of)
    if (choice && day && text) return { ledger: { ...found, choice, day, text }, records: await allOf(id) }
  }
  throw new Error('no ledger has what this journey needs')
}

async function allOf(id) {
  const { records: list } = await api(`/ledgers/${id}/records?limit=500`)
  return list
}

async function start(size, query = '') {
  const opened = await open(browser, size)
  await opened.page.goto(`${base}/ledgers/${ledger.id}${query}`)
  await opened.page.locator(ROWS).first().waitFor()
  return opened
}

/** Waits until the list says how many there are. */
function says(page, total) {
  return page.waitForFunction((words) => document.querySelector('.said-total')?.textContent === words, `共 ${total} 条`)
}

function keys(page) {
  return page.locator(ROWS).evaluateAll((rows) => rows.map((row) => row.dataset.record))
}

describe('a list is narrowed', () => {
  for (const size of SIZES) {
    test(`by boxes, by days and by a word, ${size.name} wide`, async () => {
      const { page, errors, close } = await start(size)
      const [code] = ledger.choice.codes
      const chosen = records.filter(({ fields }) => fields[ledger.choice.id] === code.code)
      await unfold(page)
      await page.locator('[data-act=add-condition]').click()
      await page.getByLabel('按哪一项').selectOption(ledger.choice.id)
      await page.getByRole('checkbox', { name: code.name, exact: true }).check()
      await picture(page, `${size.name}-list-1-condition`)
      await page.getByRole('button', { name: '加上' }).click()
      await says(page, chosen.length)
      assert.match(await page.locator('[data-part=said]').innerText(), new RegExp(`${ledger.choice.name}是 ${code.name}`))

      const days = chosen.map(({ fields }) => fields[ledger.day.id]).sort()
      const [from, to] = [days[0], days[Math.floor(days.length / 2)]]
      await page.locator('[data-act=add-condition]').click()
      await page.getByLabel('按哪一项').selectOption(ledger.day.id)
      await page.getByLabel('怎样比较').selectOption('within')
      await page.getByLabel('从', { exact: true }).fill(from)
      await page.getByLabel('到', { exact: true }).fill(to)
      await page.getByRole('button', { name: '加上' }).click()
      const within = chosen.filter(({ fields }) => fields[ledger.day.id] <= to)
      await says(page, within.length)
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-list-2-narrowed`)

      const word = within[0].fields[ledger.text.id]
      await page.getByRole('searchbox').fill(word)
      await page.waitForFunction(() => location.search.includes('q='))
      await page.locator(ROWS).first().waitFor()
      assert.ok((await keys(page)).includes(within[0].record))

      await page.locator('[data-act=clear]').click()
      await says(page, records.length)
      await page.goBack()
      await page.goBack()
      await says(page, chosen.length)
      await page.getByRole('button', { name: new RegExp(`^去掉条件：${ledger.choice.name}`) }).click()
      await says(page, records.length)
      assert.deepEqual(errors, [])
      await close()
    })
  }

  test('by an expression, and what is wrong with one is said', async () => {
    const { page, close } = await start(DESK)
    const [code] = ledger.choice.codes
    await page.locator('[data-act=advanced]').click()
    await page.locator('#list-where').fill(`!(${ledger.choice.id} == '${code.code}')`)
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await says(page, records.filter(({ fields }) => fields[ledger.choice.id] && fields[ledger.choice.id] !== code.code).length)
    await page.locator('[data-act=advanced]').click()
    await page.locator('#list-where').fill(`${ledger.choice.id} = 1`)
    await page.getByRole('button', { name: '筛选', exact: true }).click()
    await page.locator('.trouble[data-code="list.bad_filter"]').waitFor()
    assert.notEqual((await page.locator('.trouble .findings li').first().innerText()).trim(), '')
    await close()
  })
})

test('headings sort, with shift by several, and the address keeps the order', async () => {
  const { page, errors, close } = await start(DESK, `?cols=unit,${ledger.day.id}&sort=unit`)
  const ordered = async (...by) => {
    await page.waitForFunction((sort) => new URLSearchParams(location.search).get('sort') === sort, by.join(','))
    const wanted = await api(`/ledgers/${ledger.id}/records?limit=50&sort=${by.join(',')}`)
    const expected = wanted.records.map(({ record }) => record)
    // The address is there before the rows are: they are waited for, and told in full where they never come.
    const come = (list) => [...document.querySelectorAll('[data-part=records] tbody tr')].map((row) => row.dataset.record).join() === list
    await page.waitForFunction(come, expected.join(), { timeout: 15_000 }).catch(() => undefined)
    assert.deepEqual(await keys(page), expected)
  }
  await page.locator(`[data-sort="${ledger.day.id}"]`).click()
  await ordered(`-${ledger.day.id}`)
  await page.locator('[data-sort=unit]').click({ modifiers: ['Shift'] })
  await ordered(`-${ledger.day.id}`, 'unit')
  assert.equal(await page.locator('th[aria-sort]').count(), 2)
  await page.locator(`[data-sort="${ledger.day.id}"]`).click({ modifiers: ['Shift'] })
  await ordered(ledger.day.id, 'unit')
  await page.goBack()
  await ordered(`-${ledger.day.id}`, 'unit')
  assert.deepEqual(errors, [])
  await close()
})

test('columns are chosen, moved, remembered, and carried in the address', async () => {
  const { page, close } = await start(DESK)
  const headings = async () => (await page.locator('thead th:not(.list-check)').allInnerTexts()).map((text) => text.trim())
  const headed = (names) => page.waitForFunction((wanted) => [...document.querySelectorAll('thead th:not(.list-check)')].map((th) => th.textContent.trim()).join() === wanted, names.join())
  const usual = await headings()
  const { name } = ledger.fields.find(({ id }) => id === ledger.choice.id)
  const others = usual.filter((known) => !['记录', '单位', name].includes(known))
  await page.locator('[data-act=columns]').click()
  await page.locator('[data-column=unit] input').click()
  const choice = page.locator(`[data-column="${ledger.choice.id}"]`)
  if (await choice.locator('input').isChecked()) await choice.locator('input').click()
  await headed(['记录', ...others])
  await choice.locator('input').click()
  await choice.locator('button').first().click()
  const chosen = ['记录', ...others.slice(0, -1), name, ...others.slice(-1)]
  await headed(chosen)
  await picture(page, `${DESK.name}-list-3-columns`)
  assert.match(page.url(), /cols=/)
  const sent = page.url()

  await page.goto(`${base}/ledgers/${ledger.id}`)
  await page.waitForURL(/cols=/)
  await headed(chosen)
  await page.locator('[data-act=columns]').click()
  await page.locator('[data-act=columns-reset]').click()
  await headed(usual)
  await page.goto(`${base}/ledgers/${ledger.id}`)
  await headed(usual)
  await page.goto(sent)
  await headed(chosen)
  await close()
})

test('a view is kept under a name, found again after a reload, and forgotten', async () => {
  const { page, close } = await start(DESK, `?f=${ledger.choice.id}~among~${ledger.choice.codes[0].code}&sort=-${ledger.day.id}`)
  const count = records.filter(({ fields }) => fields[ledger.choice.id] === ledger.choice.codes[0].code).length
  await page.locator('[data-act=views]').click()
  await page.getByLabel('视图的名字').fill('常看的')
  await page.getByRole('button', { name: '存下来' }).click()
  await page.getByRole('link', { name: '常看的' }).waitFor()
  await picture(page, `${DESK.name}-list-4-views`)
  await page.goto(`${base}/ledgers/${ledger.id}`)
  await says(page, records.length)
  await page.locator('[data-act=views]').click()
  await page.getByRole('link', { name: '常看的' }).click()
  await says(page, count)
  assert.equal(await page.locator('[data-act=views]').innerText(), '视图：常看的')
  await page.locator('[data-act=views]').click()
  await page.getByRole('button', { name: '删除视图常看的' }).click()
  await page.getByRole('link', { name: '常看的' }).waitFor({ state: 'detached' })
  await close()
})

test('pages are turned forth and back, and one that was sent leads to the first', async () => {
  const { page, errors, close } = await start(DESK)
  await page.getByLabel('每页').selectOption('20')
  const turned = async (act) => {
    const before = await keys(page)
    await page.locator(`[data-act=${act}]`).click()
    await page.waitForFunction((was) => document.querySelector('[data-part=records] tbody tr')?.dataset.record !== was, before[0])
    return keys(page)
  }
  await page.waitForFunction((rows) => document.querySelectorAll(rows).length === 20, ROWS)
  const first = await keys(page)
  const second = await turned('page-on')
  assert.equal(new Set([...first, ...second]).size, first.length + second.length, 'no record stands on two pages')
  assert.match(await page.locator('[data-part=pager]').innerText(), new RegExp(`第 21–${20 + second.length} 条，共 ${records.length} 条`))
  const sent = page.url()
  await page.reload()
  await page.locator(ROWS).first().waitFor()
  assert.deepEqual(await turned('page-back'), first)
  await page.goBack()
  await page.waitForFunction((was) => document.querySelector('[data-part=records] tbody tr')?.dataset.record === was, second[0])
  assert.deepEqual(errors, [])
  await close()

  const other = await open(browser, HAND)
  await other.page.goto(sent)
  await other.page.locator(ROWS).first().waitFor()
  assert.deepEqual(await keys(other.page), second)
  await other.page.locator('[data-act=page-first]').click()
  await other.page.waitForFunction((was) => document.querySelector('[data-part=records] tbody tr')?.dataset.record === was, first[0])
  assert.equal(await overflows(other.page), false)
  await other.close()
})

test('keys lead to the filter, walk the rows, choose and open', async () => {
  const { page, errors, close } = await start(DESK)
  await page.keyboard.press('/')
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'search')
  const rows = page.locator(ROWS)
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  assert.equal(await rows.nth(1).getAttribute('aria-selected'), 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+Space')
  assert.equal(await page.locator(`${ROWS}[aria-selected=true]`).count(), 3)
  await page.keyboard.press('Enter')
  await page.locator('.panel [data-part=history] > li').first().waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.panel').waitFor({ state: 'detached' })
  assert.equal(await page.evaluate((row) => document.activeElement === document.querySelectorAll(row)[3], ROWS), true, 'back to the row')
  assert.deepEqual(errors, [])
  await close()
})

describe('several records are withdrawn for one reason', () => {
  for (const size of SIZES) {
    test(`one of which somebody else withdrew meanwhile, ${size.name} wide`, async () => {
      const { page, close } = await start(size)
      const total = (await api(`/ledgers/${ledger.id}/records?limit=1`)).total
      const boxes = page.locator(`${ROWS} input[type=checkbox]`)
      const shown = await keys(page)
      await boxes.nth(1).click()
      await boxes.nth(3).click({ modifiers: ['Shift'] })
      assert.equal(await page.locator(`${ROWS}[aria-selected=true]`).count(), 3)
      const quick = (await allOf(ledger.id)).find(({ record }) => record === shown[2])
      const gone = await api(`/ledgers/${ledger.id}/records/${quick.book}/${quick.record}/withdraw`, { request: crypto.randomUUID(), expects: quick.from_seq, reason: '别人先撤回' })

      await page.locator('[data-act=withdraw-many]').click()
      await page.locator('[data-act=withdraw-all]').click()
      await page.locator('.selection .form-wrong').waitFor()
      await page.locator('.selection input[name=reason]').fill('重复登记')
      await page.locator('[data-act=withdraw-all]').click()
      const said = page.locator('[data-part=many-ended]')
      await said.waitFor()
      assert.match(await said.innerText(), /2 条已撤回，1 条没有撤回/)
      assert.notEqual((await said.locator('.findings .hint').innerText()).trim(), '')
      await says(page, total - 3)
      await picture(page, `${size.name}-list-5-withdrawn`)
      assert.equal(await overflows(page), false)

      await page.getByRole('button', { name: '全部撤销' }).click()
      await says(page, total - 1)
      await api(`/books/${gone.book}/changes/${gone.seq}/undo`, { request: crypto.randomUUID(), reason: '放回' })
      assert.equal((await api(`/ledgers/${ledger.id}/records?limit=1`)).total, total)
      await close()
    })
  }
})

test('records begin on the first screen of a phone, with what is used daily above them', async () => {
  const { page, errors, close } = await open(browser, { width: 360, height: 740 })
  const [code] = ledger.choice.codes
  await page.goto(`${base}/ledgers/${ledger.id}?f=${ledger.choice.id}~among~${code.code}`)
  await page.locator(ROWS).first().waitFor()
  const first = await page.locator(ROWS).first().boundingBox()
  assert.ok(first.y < 370, `the first record begins at ${first.y}, in the upper half`)
  for (const daily of [page.getByRole('link', { name: '新登记' }), page.getByRole('searchbox'), page.locator('.said-total'), page.locator('[data-act=clear]')]) {
    assert.ok(await daily.isVisible())
  }
  assert.equal(await page.locator('[data-act=fold]').innerText(), '筛选 1')
  assert.equal(await page.locator('[data-act=add-condition]').isVisible(), false)
  await unfold(page)
  for (const act of ['add-condition', 'advanced', 'views', 'columns', 'export']) assert.ok(await page.locator(`[data-act=${act}]`).isVisible(), act)
  assert.equal(await overflows(page), false)
  await page.locator('[data-act=export]').click()
  assert.equal(await overflows(page), false)
  await picture(page, '360-list-unfolded')
  assert.deepEqual(errors, [])
  await close()
})
