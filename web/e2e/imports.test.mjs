// The import desk in a real browser: a file with a wrong cell is looked at, marked, put right in the page, taken in, and
// taken back; a whole list ends what it no longer has; a large file is stopped. Which ledger and which fields is said by
// the data alone.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

const PLAIN = ['text', 'integer', 'decimal', 'money', 'date', 'choice']

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** A ledger a sheet can be made for: its key has a text, its day is a date, and all it asks for is plain and open. */
async function findLedger() {
  for (const { id } of await api('/ledgers')) {
    const ledger = await api(`/ledgers/${id}`)
    const field = (name) => ledger.fields.find((one) => one.id === name)
    const key = ledger.key.map(field).find((one) => one?.type === 'text' && one.privacy === 'open')
    const date = field(ledger.date)
    const asked = ledger.fields.filter(({ required, id }) => required || ledger.key.includes(id))
    const plain = asked.every(({ type, privacy }) => PLAIN.includes(type) && ['open', 'internal'].includes(privacy))
    if (!key || date?.type !== 'date' || !plain) continue
    const { records } = await api(`/ledgers/${id}/records?limit=5`)
    const record = records.find(({ shown }) => asked.every(({ id }) => shown[id]))
    if (record) return { ledger, key, date, asked, record }
  }
  throw new Error('no ledger fits')
}

/** A sheet of a title, headings, two rows like a record there is (the second with a day that is none), and a note. */
function sheet({ key, date, asked, record, ledger }, mark) {
  const fields = [...new Map([...asked, date].map((field) => [field.id, field])).values()]
  const value = (field, row) => {
    if (field.id === key.id) return `${mark}-${row}`
    if (field.id === date.id) return row === 2 ? '很早以前' : record.shown[field.id]
    return String(record.shown[field.id] ?? '').replace(/,/g, '')
  }
  const lines = [1, 2].map((row) => [record.unit, ...fields.map((field) => value(field, row))].join(','))
  const heads = ['单位代码', ...fields.map(({ name }) => name)].join(',')
  return `${ledger.name},,\n${heads}\n${lines.join('\n')}\n注：试填,,\n`
}

const SMALL = 60

/** A register of one unit that fits in a sheet: its key a text, all it asks for plain, and a number or text to change. */
async function findRegister() {
  for (const { id, records: many } of (await api('/ledgers')).filter(({ kind }) => kind === 'register')) {
    if (many < 3 || many > SMALL) continue
    const ledger = await api(`/ledgers/${id}`)
    const [key, ...more] = ledger.key.map((name) => ledger.fields.find((one) => one.id === name))
    const { records } = await api(`/ledgers/${id}/records?limit=${SMALL}`)
    const open = ({ type, privacy }) => PLAIN.includes(type) && ['open', 'internal'].includes(privacy)
    const asked = ledger.fields.filter(({ required, id }) => required || ledger.key.includes(id))
    const moved = ledger.fields.find((one) => one.type === 'text' && open(one) && one.id !== key.id && records.every(({ shown }) => shown[one.id]))
    const ofOne = new Set(records.map(({ unit }) => unit)).size === 1
    if (!more.length && key?.type === 'text' && asked.every(open) && moved && ofOne) return { ledger, key, moved, asked, records }
  }
  throw new Error('no register fits')
}

/** The whole list but its first record, the second changed, and one more like it. */
function wholeList({ key, moved, asked, records }, mark) {
  const fields = [...new Map([...asked, moved].map((field) => [field.id, field])).values()]
  const cell = (record, field, row) => {
    if (field.id === moved.id && row === 0) return `${record.shown[field.id]}（${mark}）`
    return field.id === key.id && row === -1 ? `${mark}新` : record.shown[field.id]
  }
  const line = (record, row) => [record.unit, ...fields.map((field) => cell(record, field, row))].join(',')
  const [, ...there] = records
  return [['单位代码', ...fields.map(({ name }) => name)].join(','), ...there.map(line), line(there[0], -1), ''].join('\n')
}

/** The whole sheet many times over, each row its own. */
function largeSheet({ key, date, asked, record }, mark, rows) {
  const fields = [...new Map([...asked, date].map((field) => [field.id, field])).values()]
  const fixed = fields.map((field) => (field.id === key.id ? undefined : String(record.shown[field.id] ?? '').replace(/,/g, '')))
  const line = (row) => [record.unit, ...fixed.map((text) => text ?? `${mark}-${row}`)].join(',')
  return [['单位代码', ...fields.map(({ name }) => name)].join(','), ...Array.from({ length: rows }, (_, row) => line(row)), ''].join('\n')
}

const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

/** All words in a workbook. */
function wordsOf(file) {
  return execFileSync('unzip', ['-p', file, 'xl/sharedStrings.xml'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
}

describe('a sheet is looked at, put right, taken in and taken back', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, async () => {
      const found = await findLedger()
      const { ledger, date, record } = found
      const count = async () => (await api(`/ledgers/${ledger.id}/records?limit=1`)).total
      const before = await count()
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/ledgers/${ledger.id}/import`)
      await page.locator('[data-part=import-desk]').waitFor()
      await picture(page, `${size.name}-i1-empty`)
      const file = { name: '试填.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet(found, `试${size.name}`)) }
      const began = Date.now()
      await page.locator('[data-part=import-desk] input[type=file]').setInputFiles(file)
      const wrong = page.locator('[data-part=import-mends] .cell-wrong input')
      await wrong.first().waitFor()
      console.log(`from drop to preview: ${Date.now() - began} ms`)
      assert.equal(await wrong.count(), 1, 'the one wrong cell is open')
      await page.locator('[data-part=import-mends]').scrollIntoViewIfNeeded()
      await picture(page, `${size.name}-i2-wrong`)
      assert.equal(await overflows(page), false)
      assert.equal(await count(), before, 'looking writes nothing')

      const why = (await page.locator('[data-part=import-mends] .import-why span').first().innerText()).trim()
      const [marked] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=mark]').click()])
      assert.match(marked.suggestedFilename(), /标出问题.*\.xlsx$/)
      const words = wordsOf(await marked.path())
      assert.ok(words.includes(why), 'the copy says beside the cell what the page says')
      assert.ok(words.includes('很早以前'), 'and what stood there')

      await wrong.first().fill(record.shown[date.id])
      await wrong.first().press('Enter')
      await page.locator('[data-act=run]').waitFor()
      await picture(page, `${size.name}-i3-right`)
      assert.equal(await overflows(page), false)
      await page.locator('[data-act=run]').click()
      await page.locator('[data-part=import-receipt]').waitFor()
      assert.match(await page.locator('[data-part=import-receipt]').innerText(), /新登记 2 条/)
      assert.equal(await count(), before + 2)
      await picture(page, `${size.name}-i4-receipt`)

      await page.locator('[data-act=undo-import]').click()
      await page.locator('[data-part=import-receipt]').waitFor({ state: 'detached' })
      assert.equal(await count(), before, 'taken back whole')
      assert.deepEqual(errors, [])
      await close()
    })
  }
})

describe('a whole list tells what is new, changed and missing', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, async () => {
      const found = await findRegister()
      const { ledger, records } = found
      const gone = records[0]
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/ledgers/${ledger.id}/import`)
      await page.locator('input[name=import-meaning][value=snapshot]').check()
      await page.locator('.import-day input').waitFor()
      const desk = page.locator('[data-part=import-desk]')
      const file = csv('名册.csv', wholeList(found, `改${size.name}`))
      await desk.locator('input[type=file]').setInputFiles(file)
      const lists = page.locator('[data-part=import-lists]')
      await lists.waitFor()
      for (const details of await lists.locator('details').all()) await details.evaluate((element) => (element.open = true))
      const said = await lists.innerText()
      assert.match(said, /新登记 1 条/)
      assert.match(said, /有变化 1 条/)
      assert.match(said, /名册里有、表里没有 1 条/)
      assert.ok(said.includes(gone.title), 'the missing is named')
      await lists.scrollIntoViewIfNeeded()
      await picture(page, `${size.name}-i5-lists`)
      assert.equal(await overflows(page), false)

      await lists.locator('.import-confirm input').check()
      await page.locator('[data-part=import-preview][aria-busy=false]').waitFor()
      assert.equal(await lists.locator('.import-confirm input').isChecked(), true)
      await page.locator('[data-act=run]').click()
      const receipt = page.locator('[data-part=import-receipt]')
      await receipt.waitFor()
      assert.match(await receipt.innerText(), /新登记 1 条，更新 1 条.*结束 1 条/)
      const { fields } = await api(`/ledgers/${ledger.id}/records/${gone.book}/${gone.record}`)
      const { today } = await api('/session')
      const ended = Object.keys(fields).filter((id) => !(id in gone.fields))
      assert.deepEqual(ended.map((id) => fields[id]), [today], 'what was missing ends on the day of the list')
      await picture(page, `${size.name}-i6-ended`)

      await page.locator('[data-act=undo-import]').click()
      await receipt.waitFor({ state: 'detached' })
      const back = await api(`/ledgers/${ledger.id}/records/${gone.book}/${gone.record}`)
      assert.deepEqual(back.fields, gone.fields, 'taken back whole')
      assert.deepEqual(errors, [])
      await close()
    })
  }
})

// Near the most a sheet may have: whoever looks on must have time to stop it, however fast the machine.
const MANY = 190_000

describe('a large file says how far it is, and is stopped', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, { timeout: 180_000 }, async () => {
      const found = await findLedger()
      const count = async () => (await api(`/ledgers/${found.ledger.id}/records?limit=1`)).total
      const before = await count()
      const { page, errors, close } = await open(browser, size)
      page.setDefaultTimeout(90_000)
      await page.goto(`${base}/ledgers/${found.ledger.id}/import`)
      await page.locator('[data-part=import-desk] input[type=file]').setInputFiles(csv('大表.csv', largeSheet(found, `大${size.name}`, MANY)))
      const progress = page.locator('[data-part=import-progress]')
      await progress.waitFor()
      assert.match(await progress.innerText(), /正在/)
      await picture(page, `${size.name}-i7-progress`)
      assert.equal(await overflows(page), false)
      await page.locator('[data-act=run]').waitFor()
      await page.locator('[data-act=run]').click()
      await progress.locator('button').click()
      const told = page.locator('.trouble[data-code="import.stopped"]')
      await told.waitFor()
      assert.match(await told.innerText(), /什么都没有写入/)
      assert.equal(await count(), before, 'nothing was written')
      await picture(page, `${size.name}-i8-stopped`)
      assert.deepEqual(errors.filter((error) => !/40\d|status/.test(error)), [])
      await close()
    })
  }
})

describe('a change is taken back for a reason only', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, async () => {
      const found = await findLedger()
      const body = new FormData()
      body.append('file', new Blob([largeSheet(found, `撤${size.name}`, 2)]), '交错的表.csv')
      body.append('options', JSON.stringify({ mode: 'run' }))
      const written = await (await fetch(`${base}/api/imports/${found.ledger.id}`, { method: 'POST', body })).json()
      const [{ book, seq }] = written.receipts
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/changes?book=${book}`)
      const line = page.locator(`[data-part=changes] > [data-seq="${seq}"]`)
      await line.locator('.change-acts button').click()
      await line.locator('[data-act=undo]').click()
      await line.locator('.form-wrong').waitFor()
      await line.locator('input[name=reason]').fill('   ')
      await line.locator('[data-act=undo]').click()
      await picture(page, `${size.name}-undo-asks`)
      assert.equal((await api(`/books/${book}/changes?limit=20`)).changes.some(({ undoes }) => undoes === seq), false, 'blanks are no reason')
      await line.locator('input[name=reason]').fill('交错了表')
      await line.locator('[data-act=undo]').click()
      await line.and(page.locator('.change-undone')).waitFor()
      assert.match(await page.locator('[data-part=changes]').innerText(), new RegExp(`撤销第 ${seq} 次变更：交错了表`))
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-undone`)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
