// The import desk in a real browser: a file with a wrong cell is looked at, put right in the page, taken in, and taken
// back. Which ledger and which fields is said by the data alone.

import assert from 'node:assert/strict'
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

      await wrong.first().fill(record.shown[date.id])
      await wrong.first().press('Enter')
      await page.locator('[data-act=run]').waitFor()
      await picture(page, `${size.name}-i3-right`)
      assert.equal(await overflows(page), false)
      await page.locator('[data-act=run]').click()
      await page.locator('[data-part=import-receipt]').waitFor()
      assert.match(await page.locator('[data-part=import-receipt]').innerText(), /新增 2 条/)
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
