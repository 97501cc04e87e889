// Rows of a table inside records come in from a sheet of their own that an office program saved, in a real browser: looked at, taken
// in, fewer of them only once somebody agreed, taken back; the file that goes out comes in again without a difference.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { SIZES, launch, open, overflows, picture } from '../web/e2e/browser.mjs'
import { freshFolder, qianmo, serve } from './product.mjs'

let server, browser, folder

before(async () => {
  folder = freshFolder()
  const done = qianmo(folder, 'activate', pack())
  assert.equal(done.status, 0, `${done.out}${done.err}`)
  server = await serve(folder)
  browser = await launch()
})

after(async () => {
  await browser?.close()
  await server?.stop()
})

/** A ledger of visits, each with those who were met. */
function pack() {
  const to = path.join(freshFolder(), 'pack')
  mkdirSync(path.join(to, 'logs'), { recursive: true })
  const write = (file, text) => writeFileSync(path.join(to, file), text)
  write('pack.toml', 'id = "rows"\nname = "试点乡"\nversion = "1"\nlicence = "Apache-2.0"\n')
  write('roles.toml', '[clerk]\nname = "村里填的人"\nlevel = "village"\n')
  const unit = (id, name, level, parent) => `[units.${id}]\nname = "${name}"\nlevel = "${level}"\n${parent ? `parent = "${parent}"\n` : ''}begins = "2000-01-01"\n`
  write('units.toml', `[levels]\ntownship = { name = "乡", book = true }\nvillage = { name = "村" }\n${unit('t', '试点乡', 'township')}${unit('v', '甲村', 'village', 't')}`)
  write('logs/visit.toml', `name = "走访"
mandate = "rows.visit"
unit = ["village"]
date = "on"
key = ["number"]
title = ["number"]
[fields.number]
name = "编号"
type = "text"
required = true
[fields.on]
name = "日期"
type = "date"
required = true
[fields.met]
name = "见到的人"
type = "table"
[fields.met.fields.called]
name = "称呼"
type = "text"
required = true
[fields.met.fields.minutes]
name = "谈了几分钟"
type = "integer"
`)
  return to
}

/** A workbook of two sheets, saved by the office program. */
function workbook(name, visits, met, called = '称呼') {
  const made = freshFolder()
  const cell = (value) => (typeof value === 'number'
    ? `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
    : `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`)
  const sheet = (called, rows) => `<table:table table:name="${called}">${rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('')}</table:table>`
  const source = path.join(made, `${name}.fods`)
  writeFileSync(source, `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet>${sheet('走访', [['单位', '编号', '日期', '见到的人'], ...visits])}${sheet('见到的人', [['单位', '所属编号', called, '谈了几分钟'], ...met])}</office:spreadsheet></office:body></office:document>`)
  execFileSync('soffice', [`-env:UserInstallation=file://${made}/profile`, '--headless', '--convert-to', 'xlsx', '--outdir', made, source], { stdio: 'pipe' })
  return path.join(made, `${name}.xlsx`)
}

const read = async (url) => (await fetch(`${server.address}/api${url}`)).json()

/** Who was met at each visit, by its number. */
async function met(numbers) {
  const { records } = await read('/ledgers/visit/records?limit=50&sort=number')
  const of = records.filter(({ shown }) => numbers.includes(shown.number))
  const whole = await Promise.all(of.map(({ book, record }) => read(`/ledgers/visit/records/${book}/${record}`)))
  return whole.map(({ fields }) => (fields.met ?? []).map(({ called, minutes }) => `${called} ${minutes ?? '-'}`))
}

describe('rows of tables come in by sheets of their own', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, { timeout: 180_000 }, async () => {
      const [one, two] = [`甲${size.name}`, `乙${size.name}`]
      const visits = [['甲村', one, '2022-03-01', '2 行'], ['甲村', two, '2022-03-02', '']]
      const first = workbook('走访', visits, [['甲村', one, '老张', 20], ['', one, '小李', 5], ['甲村', two, '老王', 8]])
      const { page, errors, close } = await open(browser, size)
      const preview = page.locator('[data-part=import-preview][aria-busy=false]')
      const tables = page.locator('[data-part=import-children]')
      const receipt = page.locator('[data-part=import-receipt]')
      const look = async (file) => {
        await page.goto(`${server.address}/ledgers/visit/import`)
        await page.locator('[data-part=import-desk] input[type=file]').setInputFiles(file)
        await preview.waitFor()
      }

      await look(first)
      assert.match(await tables.innerText(), /“见到的人”：表里 3 行，属于 2 条记录；这些记录原有 0 行，导入后 3 行/)
      assert.match(await page.locator('[data-part=import-columns]:not([data-sheet]) [data-column="4"] select option:checked').innerText(), /一格里带不进来/)
      await picture(page, `${size.name}-r1-preview`)
      assert.equal(await overflows(page), false)
      await page.locator('[data-act=run]').click()
      await receipt.waitFor()
      assert.deepEqual((await met([one, two])).sort(), [['老张 20', '小李 5'], ['老王 8']].sort())

      // Fewer rows are written only once somebody said that this is meant.
      await look(workbook('再报', visits.slice(0, 1), [['甲村', one, '老张', 25]]))
      assert.match(await tables.innerText(), /原有 2 行，导入后 1 行/)
      assert.equal(await page.locator('[data-act=run]').isEnabled(), false, 'rows would be gone unasked')
      await tables.locator('.import-fewer input').check()
      await preview.waitFor()
      await tables.scrollIntoViewIfNeeded()
      await picture(page, `${size.name}-r2-fewer`)
      assert.equal(await overflows(page), false)
      await page.locator('[data-act=run]').click()
      await receipt.waitFor()
      assert.deepEqual(await met([one]), [['老张 25']])
      await page.locator('[data-act=undo-import]').click()
      await receipt.waitFor({ state: 'detached' })
      assert.deepEqual(await met([one]), [['老张 20', '小李 5']], 'taken back with its rows')

      // A heading that nobody knows is explained in the page, and known the next time.
      const heading = `怎么叫${size.name}`
      const column = page.locator('[data-part=import-columns][data-sheet="见到的人"] [data-column="3"]')
      await look(workbook('别名', visits.slice(1), [['甲村', two, '老周', 9]], heading))
      assert.match(await page.locator('[data-part=import-preview]').innerText(), /缺少必填的列“称呼”/)
      assert.match(await column.innerText(), /老周/, 'what stands there')
      await column.scrollIntoViewIfNeeded()
      await picture(page, `${size.name}-r4-heading`)
      await column.locator('select').selectOption({ label: '称呼（必填）' })
      await tables.getByText(/原有 1 行，导入后 1 行/).waitFor()
      await preview.waitFor()
      assert.match(await column.innerText(), /您选的/)
      assert.equal(await overflows(page), false)
      await page.locator('[data-act=run]').click()
      await receipt.waitFor()
      assert.deepEqual(await met([two]), [['老周 9']])
      await look(workbook('又一次', visits.slice(1), [['甲村', two, '老周', 10]], heading))
      assert.match(await column.innerText(), /按上次的对应/)
      assert.equal(await page.locator('[data-act=run]').isEnabled(), true)

      // A row that belongs to nobody is told at its cell, and nothing is written.
      await look(workbook('错报', visits.slice(0, 1), [['甲村', '没有的', '老赵', 1], ['甲村', one, '', 1]]))
      const told = await page.locator('[data-part=import-preview]').innerText()
      assert.match(told, /不知道归到哪里/)
      assert.match(told, /“称呼”必须填写/)
      const cells = page.locator('[data-part=import-mends] .cell-wrong input')
      assert.deepEqual(await Promise.all((await cells.all()).map((cell) => cell.inputValue())), ['没有的', ''])
      await picture(page, `${size.name}-r3-wrong`)
      assert.equal(await overflows(page), false)

      // What goes out comes in again without a difference.
      const exported = await fetch(`${server.address}/api/ledgers/visit/export?format=xlsx`)
      assert.equal(exported.status, 200)
      const back = path.join(freshFolder(), '走访.xlsx')
      writeFileSync(back, Buffer.from(await exported.arrayBuffer()))
      await look(back)
      const seen = await page.locator('[data-part=import-preview]').innerText()
      assert.match(seen, /新登记\s*0/)
      assert.match(seen, /更新\s*0|有变化\s*0/)
      assert.deepEqual(errors, [])
      await close()
    })
  }
})
