// A day with a long list, in a real browser: two thousand households are imported with thirty mistakes, some put right in the
// page and the rest in the file, which is imported again; one household is found by how its head is read, corrected, and its
// story read; what was being
// written outlives a crash; and a record with a thousand rows inside is opened and written in. On servers of its own.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { demoFolder, freshFolder, qianmo, root, serve } from '../../tests/product.mjs'
import { SIZES, launch, open, overflows, picture } from './browser.mjs'

const HOUSEHOLDS = 2_000
const MISTAKES = { village: '不存在村', class: '富裕户', people: '0' }
const HEADS = { village: '所属村', number: '户编号', head: '户主姓名', class: '户类型', people: '家庭人口数', begins: '建档日期' }

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** People that are nobody: names out of three lists, numbers of a county that is none, each with its check digit. */
function people() {
  const [surnames, middles, lasts] = ['赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许', '安柏成栋恩帆根海嘉凯', '兰梅宁萍琴荣淑桃文秀'].map((list) => list.split(''))
  const villages = ['阡头村', '陌上村', '禾湾村', '苇塘村', '云根村']
  const [weights, digits] = [[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], '10X98765432']
  const numbered = (i) => {
    const born = new Date(Date.UTC(1950, 0, 1 + i * 7)).toISOString().slice(0, 10).replaceAll('-', '')
    const digitsOf = `990101${born}${String((i % 999) + 1).padStart(3, '0')}`
    const sum = weights.reduce((total, weight, at) => total + weight * Number(digitsOf[at]), 0)
    return `${digitsOf}${digits[sum % 11]}`
  }
  return Array.from({ length: HOUSEHOLDS }, (_, i) => ({
    name: `${surnames[i % 20]}${middles[Math.floor(i / 20) % 10]}${lasts[Math.floor(i / 200) % 10]}`,
    number: numbered(i),
    village: villages[i % 5],
  }))
}

const households = (list) => list.map(({ name, village }, i) => ({
  village, number: `XH${String(i).padStart(5, '0')}`, head: name, class: '一般户', people: String(1 + (i % 6)), begins: `2021-03-0${1 + (i % 9)}`,
}))

/** Thirty rows with a mistake each: a village that is none, a word that is none, a household of nobody. */
function mistaken(rows) {
  return rows.map((row, i) => {
    const wrong = { 7: 'village', 17: 'class', 27: 'people' }[i % 200]
    return wrong ? { ...row, [wrong]: MISTAKES[wrong] } : row
  })
}

/** The rows in a workbook as an office program saves it. */
function workbook(name, rows) {
  const folder = mkdtempSync(path.join(tmpdir(), 'day-'))
  const csv = path.join(folder, `${name}.csv`)
  const keys = Object.keys(HEADS)
  writeFileSync(csv, [keys.map((key) => HEADS[key]).join(','), ...rows.map((row) => keys.map((key) => row[key]).join(',')), ''].join('\n'))
  const profile = mkdtempSync(path.join(tmpdir(), 'office-'))
  execFileSync('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--infilter=CSV:44,34,76,1', '--convert-to', 'xlsx', '--outdir', folder, csv], { stdio: 'pipe' })
  return path.join(folder, `${name}.xlsx`)
}

describe('two thousand households', () => {
  const list = people()
  const right = households(list)
  for (const size of SIZES) {
    test(`are imported, mended, imported again, and one is found and corrected, ${size.name} wide`, { timeout: 300_000 }, async () => {
      const folder = demoFolder()
      const register = path.join(mkdtempSync(path.join(tmpdir(), 'day-')), '人员.csv')
      writeFileSync(register, ['所属村,姓名,身份证号', ...list.map(({ village, name, number }) => `${village},${name},${number}`), ''].join('\n'))
      const loaded = qianmo(folder, 'import', 'person', register)
      assert.equal(loaded.status, 0, loaded.err)
      const server = await serve(folder)
      const { page, errors, close } = await open(browser, size)
      page.setDefaultTimeout(60_000)
      const total = async () => (await (await fetch(`${server.address}/api/ledgers/household/records?limit=1`)).json()).total
      const look = async (name) => {
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
        await picture(page, `${size.name}-day-${name}`)
      }
      const tally = () => page.locator('.tally').innerText()
      const counts = (expected) => page.waitForFunction((words) => words.every((word) => document.querySelector('.tally')?.innerText.replace(/\s+/g, '').includes(word)), expected)
      const there = await total()
      try {
        await page.goto(`${server.address}/ledgers/household/import`)
        await page.locator('[data-part=import-desk] input[type=file]').setInputFiles(workbook('农户', mistaken(right)))
        await page.locator('[data-part=import-mends] .cell-wrong input').first().waitFor()
        await counts([`数据行${HOUSEHOLDS}`, '有错的行30'])
        assert.equal(await page.locator('[data-part=import-mends] .cell-wrong input').count(), 30, await tally())

        // One word was mistaken ten times: it is put right once.
        const wrong = page.locator(`[data-part=import-mends] li[data-row="${17 + 2}"] .cell-wrong`)
        await wrong.locator('input').fill('一般户')
        await wrong.locator('[data-act=mend-alike]').click()
        await look('1-alike')
        await page.locator('[data-act=mend]').click()
        await counts(['有错的行20', '网页上改的格10'])
        await page.locator('[data-act=partial]').click()
        await page.locator('[data-part=import-receipt]').waitFor()
        assert.equal(await total(), there + HOUSEHOLDS - 20)
        await look('2-receipt')

        // The rest is put right in the file, and the whole file comes again.
        await page.goto(`${server.address}/ledgers/household/import`)
        await page.locator('[data-part=import-desk] input[type=file]').setInputFiles(workbook('农户', right))
        await counts(["新登记20", `不变${HOUSEHOLDS - 20}`, '有错的行0'])
        await page.locator('[data-act=run]').click()
        await page.locator('[data-part=import-receipt]').waitFor()
        assert.equal(await total(), there + HOUSEHOLDS, 'none twice, none lost')

        // Found by the initials of how the head is read.
        const sought = 1234
        await page.goto(`${server.address}/ledgers/household`)
        await page.locator('[data-part=records] tbody tr').first().waitFor()
        await page.locator('main input[type=search]').first().fill('hbs')
        const found = page.locator('[data-part=records] tbody tr', { hasText: right[sought].number })
        await found.waitFor()
        assert.equal(right[sought].head, '韩柏淑', 'who is sought')
        await look('3-found')
        await found.locator('a').first().click()
        await page.locator('[data-part=history] > li').first().waitFor()
        await page.locator('[data-act=correct]').click()
        await page.locator('#f-number').fill('XH01234-1')
        await page.locator('#f-reason').fill('户编号抄错了')
        await page.locator('form[aria-label="更正记录"] button[type=submit]').click()
        await page.waitForFunction(() => document.querySelectorAll('[data-part=history] > li').length === 2)
        const story = await page.locator('[data-part=history] > li').allInnerTexts()
        assert.match(story[0], /更正[^]*户编号抄错了[^]*XH01234[^]*XH01234-1/, 'the newest first, with its why, from what to what')
        assert.match(story[1], /导入/)
        await look('4-story')
        assert.deepEqual(errors, [])
      } finally {
        await close()
        await server.stop()
      }
    })
  }
})

test('what was being written outlives the page, and lies sealed', { timeout: 120_000 }, async () => {
  const server = await serve(demoFolder())
  const context = await browser.newContext({ locale: 'zh-CN' })
  try {
    const first = await context.newPage()
    await first.goto(`${server.address}/ledgers/household/new`)
    await first.locator('#f-number').fill('XH-没写完')
    await first.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('qianmo.draft.')))
    const held = await first.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith('qianmo.draft.'))))
    assert.ok(!held.includes('XH-') && !held.includes('household'), 'nobody reads in the browser what it is')
    await first.close()

    const second = await context.newPage()
    await second.goto(`${server.address}/ledgers/household/new`)
    await second.locator('[data-part=begun]').waitFor()
    assert.equal(await second.locator('#f-number').inputValue(), 'XH-没写完')
    await second.locator('[data-part=begun] button').click()
    await second.waitForFunction(() => document.querySelector('#f-number')?.value === '')
    await second.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('qianmo.draft.')))
  } finally {
    await context.close()
    await server.stop()
  }
})

const ROWS = 1_000
const SPENDING = `name = "支出登记"
mandate = "basic.activities"
unit = ["village"]
date = "on"
key = ["number"]
title = ["number"]

[fields.number]
name = "单号"
type = "text"
required = true

[fields.on]
name = "日期"
type = "date"
required = true

[fields.items]
name = "明细"
type = "table"

[fields.items.fields.what]
name = "项目"
type = "text"
required = true

[fields.items.fields.amount]
name = "金额"
type = "money"
check = "amount > 0"
message = "金额要大于 0"

[fields.items.fields.paid_on]
name = "付款日期"
type = "date"
`

describe('a record of a thousand rows', () => {
  const rows = Array.from({ length: ROWS }, (_, i) => ({ what: `第${i + 1}批苗木`, amount: `${(i % 90) + 10}.5`, paid_on: `2026-0${1 + (i % 9)}-15` }))
  const cents = rows.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 10), 0)
  const words = (tenths) => (tenths / 10).toLocaleString('en-US')
  for (const size of SIZES) {
    test(`opens, is written in and pasted into, ${size.name} wide`, { timeout: 180_000 }, async () => {
      const pack = mkdtempSync(path.join(tmpdir(), 'day-pack-'))
      cpSync(path.join(root, 'packs/township'), pack, { recursive: true, filter: (from) => !from.includes('/demo') })
      writeFileSync(path.join(pack, 'logs/spending.toml'), SPENDING)
      const folder = freshFolder()
      const active = qianmo(folder, 'activate', pack)
      assert.equal(active.status, 0, active.err)
      const server = await serve(folder)
      const post = async (at, body) => {
        const answer = await fetch(`${server.address}/api${at}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
        assert.ok(answer.ok, await answer.clone().text())
        return answer.json()
      }
      const { page, errors, close } = await open(browser, size)
      const look = async (name) => {
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
        await picture(page, `${size.name}-rows-${name}`)
      }
      try {
        await post('/ledgers/spending/records', { request: `rows-${size.name}`, unit: '990101200201', fields: { number: '单1', on: '2026-03-01', items: rows } })
        const { records } = await (await fetch(`${server.address}/api/ledgers/spending/records?limit=1`)).json()
        const [{ book, record }] = records
        const stored = async () => (await (await fetch(`${server.address}/api/ledgers/spending/records/${book}/${record}`)).json()).fields.items

        let began = Date.now()
        await page.goto(`${server.address}/ledgers/spending/${book}/${record}`)
        const region = page.locator('[role=region][aria-label^="明细"]')
        await region.waitFor()
        console.log(`${size.name}: the page with ${ROWS} rows is there after ${Date.now() - began} ms`)
        assert.equal(await region.locator('tbody tr').count(), ROWS)
        assert.match(await region.locator('tfoot').innerText(), new RegExp(`共 ${ROWS} 行[^]*${words(cents)}元`))
        await look('1-read')

        began = Date.now()
        await page.locator('[data-act=correct]').click()
        await page.locator(`#f-items [data-row="${ROWS - 1}"]`).waitFor()
        console.log(`${size.name}: the form with ${ROWS} rows is there after ${Date.now() - began} ms`)
        await page.locator('#f-items [data-row="4"] button').click()
        const amount = page.locator('#f-items-4-amount')
        await amount.fill('0')
        await page.locator('#f-items-4-amount-about .form-wrong').waitFor()
        assert.match(await page.locator('#f-items-about').innerText(), /第 5 行：金额要大于 0/)
        await look('2-wrong')
        await amount.fill('')
        began = Date.now()
        await amount.pressSequentially('12345.5')
        console.log(`${size.name}: seven keys beside ${ROWS} rows took ${Date.now() - began} ms`)
        await amount.press('Enter')
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'f-items-5-what', 'Enter leads to the next row')
        await page.locator('[data-act=row-remove]').click()
        await page.locator('[data-act=row-back]').click()
        await page.locator('#f-items-5-what').waitFor()
        await page.locator('[data-act=row-remove]').click()

        // Ten lines out of a spreadsheet, one of them with a number that is none.
        await page.locator('[data-act=row-add]').click()
        const pasted = Array.from({ length: 10 }, (_, i) => `粘贴${i}\t${i === 3 ? '约五十' : i + 1}\t2026年4月${i + 1}日`).join('\r\n')
        await page.evaluate((text) => {
          const data = new DataTransfer()
          data.setData('text/plain', text)
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }, pasted)
        await page.locator(`#f-items [data-row="${ROWS + 8}"]`).waitFor()
        const bad = page.locator('#f-items tr[data-wrong]')
        assert.equal(await bad.count(), 1)
        assert.match(await bad.innerText(), /粘贴3[^]*约五十/)
        await page.locator('#f-reason').fill('补了十笔')
        await page.locator('form[aria-label="更正记录"] button[type=submit]').click()
        await page.waitForFunction(() => document.activeElement?.closest('[data-wrong]'), undefined, { timeout: 10_000 })
        await page.keyboard.press('Enter')
        await page.locator('[id$="-amount"][aria-invalid="true"]').fill('50')
        await look('3-pasted')
        await page.locator('form[aria-label="更正记录"] button[type=submit]').click()
        await page.waitForFunction(() => document.querySelectorAll('[data-part=history] > li').length === 2)
        const kept = await stored()
        assert.equal(kept.length, ROWS - 1 + 10)
        assert.equal(Number(kept[4].amount), 12345.5)
        assert.deepEqual(kept.at(-7), { what: '粘贴3', amount: '50.00', paid_on: '2026-04-04' })
        const story = await page.locator('[data-part=history] > li').first().innerText()
        assert.match(story, /1000 行[^]*1009 行[^]*粘贴3/, 'the story tells the rows that changed')
        assert.ok(story.length < 2_000, 'and not the thousand that did not')
        await look('4-story')
        assert.deepEqual(errors, [])
      } finally {
        await close()
        await server.stop()
      }
    })
  }
})
