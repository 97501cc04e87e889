// The first own figure: from an empty folder to a paragraph on paper, in a real browser, with a spreadsheet as an office
// program saves it and words that are not the demo's. Nobody should need more than 25 acts for it.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { SIZES, launch, open, overflows, picture } from '../web/e2e/browser.mjs'
import { freshFolder, out, serve } from './product.mjs'

const MOST_ACTS = 25
const OFFICE = '柳溪镇'
const VILLAGES = ['南坪村', '石桥村', '梅岭村']
const KINDS = ['樟树', '银杏', '罗汉松']
const ROWS = 24

/** A row of the sheet: a tree, its village, and numbers that add up to something worth printing. */
const tree = (i) => ({
  number: `LX-${String(i + 1).padStart(3, '0')}`,
  village: VILLAGES[i % 3],
  kind: KINDS[i % KINDS.length],
  age: 110 + 13 * i,
  girth: (180 + 7.5 * i).toFixed(1),
  paid: 300 + 50 * (i % 4),
})

const trees = Array.from({ length: ROWS }, (_, i) => tree(i))
/** Cells that are no numbers: of which row, in which column, and what stands there. */
const WRONG = { 5: ['girth', '待测'], 11: ['paid', '见附表'] }
const good = trees.filter((_, i) => !WRONG[i])
const total = (rows, column) => rows.reduce((sum, row) => sum + Number(row[column]), 0)

/** Title above, total below, a note under it, and two cells that are no numbers; saved by the office program. */
function spreadsheet() {
  const cells = trees.map((one, i) => {
    const [name, said] = WRONG[i] ?? []
    const row = name ? { ...one, [name]: said } : one
    return [i + 1, row.village, row.number, row.kind, row.age, row.girth, row.paid]
  })
  const lines = [
    [`${OFFICE}古树登记表`],
    ['序号', '所在村', '古树编号', '树种', '树龄（年）', '胸围（厘米）', '管护补助（元）'],
    ...cells,
    ['合计', '', '', '', total(trees, 'age'), total(trees, 'girth').toFixed(1), total(trees, 'paid')],
    ['说明：补助按年发放。'],
  ]
  const folder = mkdtempSync(path.join(tmpdir(), 'sheet-'))
  const csv = path.join(folder, '古树登记表.csv')
  writeFileSync(csv, lines.map((line) => line.join(',')).join('\n'))
  const profile = mkdtempSync(path.join(tmpdir(), 'office-'))
  execFileSync('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--infilter=CSV:44,34,76,1', '--convert-to', 'xlsx', '--outdir', folder, csv], { stdio: 'pipe' })
  return path.join(folder, '古树登记表.xlsx')
}

/** A pair of hands that counts what it does. */
function hands(page) {
  let acts = 0
  const act = async (doing) => {
    acts += 1
    await doing
  }
  return {
    acts: () => acts,
    click: (where) => act(page.locator(where).first().click()),
    fill: (where, text) => act(page.locator(where).first().fill(text)),
    choose: (where, value) => act(page.locator(where).first().selectOption(value)),
    drop: (where, file) => act(page.locator(`${where} input[type=file]`).first().setInputFiles(file)),
    press: (key) => act(page.keyboard.press(key)),
  }
}

/** The words of a DOCX, without what carries them. */
function wordsOf(docx) {
  return execFileSync('unzip', ['-p', docx, 'word/document.xml'], { encoding: 'utf8' }).replace(/<\/w:p>/g, '\n').replace(/<[^>]+>/g, '')
}

let browser, sheet
before(async () => {
  sheet = spreadsheet()
  browser = await launch()
})
after(() => browser?.close())

describe('an empty folder, a spreadsheet, a paragraph, a DOCX', () => {
  for (const size of SIZES) {
    test(`${size.name} wide`, { timeout: 300_000 }, async () => {
      const server = await serve(freshFolder())
      const { page, errors, close } = await open(browser, size)
      const look = async (name) => {
        assert.equal(await overflows(page), false, `${name} reaches beyond the edge`)
        await picture(page, `${size.name}-start-${name}`)
      }
      try {
        const hand = hands(page)
        await page.goto(server.address)
        await page.locator('[data-act=own]').waitFor()
        await look('1-doors')
        await hand.click('[data-act=own]')
        await hand.fill('#s-name', OFFICE)
        await hand.drop('[data-part=from-file]', sheet)
        await page.locator('.start-ticks input').first().waitFor()
        const listed = (await page.locator('#s-villages').inputValue()).split('\n')
        assert.deepEqual([...listed].sort(), [...VILLAGES].sort(), 'the villages of the sheet, and nothing else')
        await look('2-unit')
        await hand.click('form button[type=submit]')

        await page.locator('.start-steps').waitFor()
        assert.match(page.url(), /\/start/)
        await hand.drop('main', sheet)
        await page.locator('[data-act=next]').waitFor()
        assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'focus is at the head of the step')
        await look('3-ledger')
        if (!(await page.locator('.columns').isVisible())) await hand.click('.fit[data-ledger=""] input')
        await hand.click('.columns li:has(b:has-text("胸围")) .column')
        await hand.fill('[data-edit=name]', '树干周长')
        await look('4-column')
        await hand.click('[data-act=next]')

        await page.locator('[data-part=import-preview]').waitFor()
        await look('5-import')
        await page.reload()
        await page.locator('.drop').waitFor()
        assert.match(await page.locator('.start-note').first().innerText(), /古树登记表\.xlsx/, 'a file does not outlive a reload, and the page says so')
        await hand.drop('main', sheet)
        await hand.click('[data-part=import-preview] .button:has-text("只导入")')

        const firsts = page.locator('[data-part=first-figures] > li')
        await firsts.first().waitFor()
        assert.ok((await firsts.count()) >= 3, 'figures at once')
        assert.match(await firsts.first().innerText(), new RegExp(`\\b${good.length}\\D+表上 ${ROWS} 行 · 少 2`))
        const beside = (name) => page.locator('[data-part=first-figures] > li', { hasText: name }).first().innerText()
        const lost = total(trees, 'age') - total(good, 'age')
        const aged = (await beside('树龄')).replaceAll(',', '')
        assert.match(aged, new RegExp(`${total(good, 'age')}年[^]*表上合计 ${total(trees, 'age')}年 · 少 ${lost}年`))
        assert.match(aged, /有 2 行有错，还没有写入/, 'why they differ')
        assert.match((await beside('管护补助')).replaceAll(',', ''), new RegExp(`${total(good, 'paid')}元`))
        await look('6-figures')
        await hand.click('[data-part=first-figures] .figure')
        await page.locator('.panel [data-part=rows] [data-record]').first().waitFor()
        await hand.press('Escape')
        await hand.click('[data-act=next]')

        await hand.fill('#s-text', '今年以来，全镇登记在册古树XX株，发放管护补助XX元。其中新栽XX株。')
        await page.locator('.slot-open').first().waitFor()
        await look('7-text')
        await hand.click('[data-slot="0"] .slot-take')
        // Focus has gone to the next place that can be answered.
        await hand.press('Enter')
        await page.waitForFunction(() => document.querySelectorAll('.slot-taken').length === 2)
        await hand.fill('#s-report-name', '古树保护情况')
        await hand.click('[data-act=save]')

        await page.locator('.paper .figure').first().waitFor()
        await look('8-report')
        const [download] = await Promise.all([page.waitForEvent('download'), hand.click('.report-tools a[download]')])
        const docx = path.join(out, `start-${size.name}.docx`)
        await download.saveAs(docx)
        const said = wordsOf(docx)
        assert.match(said, new RegExp(`全镇登记在册古树${good.length}[^X]*，发放管护补助${total(good, 'paid')}元`))
        assert.match(said, /其中新栽XX株/, 'what nothing answers stays as it was written')
        assert.deepEqual(errors, [])
        assert.ok(hand.acts() <= MOST_ACTS, `${hand.acts()} acts`)
        console.log(`${size.name}: ${hand.acts()} acts`)
      } finally {
        await close()
        await server.stop()
      }
    })
  }
})

test('the other door: the example opens with its report', { timeout: 300_000 }, async () => {
  const server = await serve(freshFolder())
  const { page, errors, close } = await open(browser, SIZES[0])
  try {
    await page.goto(`${server.address}/ledgers`)
    await page.locator('[data-act=demo]').click()
    await page.locator('.paper .figure').first().waitFor({ timeout: 120_000 })
    assert.ok((await page.locator('.paper .figure').count()) > 50)
    await page.goto(`${server.address}/start`)
    await page.locator('.start-steps').waitFor()
    assert.deepEqual(errors, [])
  } finally {
    await close()
    await server.stop()
  }
})

test('what is wrong is said beside it, and nothing that was typed is lost', { timeout: 300_000 }, async () => {
  const server = await serve(freshFolder())
  const { page, close } = await open(browser, SIZES[0])
  try {
    await page.goto(server.address)
    await page.locator('[data-act=own]').click()
    await page.locator('#s-villages').fill(`${VILLAGES[0]}\n${VILLAGES[1]}\n${VILLAGES[0]}`)
    await page.locator('form button[type=submit]').click()
    await page.locator('.trouble').waitFor()
    assert.equal(await page.locator('#s-name').getAttribute('aria-invalid'), 'true')
    assert.match(await page.locator('.lines-notes').innerText(), /第 3 行/)
    await page.reload()
    assert.match(await page.locator('#s-villages').inputValue(), new RegExp(VILLAGES[1]), 'kept over a reload')
    await page.locator('#s-name').fill(OFFICE)
    await page.locator('#s-villages').fill(VILLAGES.join('\n'))
    await page.locator('form button[type=submit]').click()
    await page.locator('.start-steps').waitFor()

    const broken = path.join(mkdtempSync(path.join(tmpdir(), 'sheet-')), '坏了.xlsx')
    writeFileSync(broken, 'PK not a workbook')
    await page.locator('main input[type=file]').setInputFiles(broken)
    await page.locator('.trouble').waitFor()
    assert.notEqual((await page.locator('.trouble-next').innerText()).trim(), '', 'what to do next')

    await page.locator('main input[type=file]').setInputFiles(sheet)
    await page.locator('#s-ledger-name').fill(' ')
    await page.locator('[data-act=next]').click()
    await page.locator('#s-ledger-name[aria-invalid=true]').waitFor()
    await page.reload()
    assert.equal(await page.locator('#s-ledger-name').inputValue(), ' ', 'corrections are kept over a reload')
    await page.locator('#s-ledger-name').fill('古树')
    await page.locator('[data-act=next]').click()
    await page.locator('.start-note').first().waitFor()
    await page.goBack()
    assert.equal(await page.locator('#s-ledger-name').inputValue(), '古树', 'the way back leads to what was done')
  } finally {
    await close()
    await server.stop()
  }
})
