// An indicator over units and months in a real browser: every cell says what the server answers and opens exactly that
// figure, beside what it was a year before; the chart is drawn, taken along as a picture, and printed by day.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { lively } from './addresses.mjs'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
let found
before(async () => {
  browser = await launch()
  found = await lively()
})
after(() => browser?.close())

function at(unit, period) {
  return `[data-part=spread] td .figure[data-indicator="${found.id}"][data-unit="${unit}"][data-period="${period}"]`
}

describe('an indicator is spread over units and months', () => {
  for (const size of SIZES) {
    test(`each cell opens its own figure, ${size.name} wide`, async () => {
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/indicators/${found.id}`)
      await page.locator('[data-part=chart] canvas').waitFor()
      for (const { unit, period, figure } of found.cells) {
        assert.equal(await page.locator(at(unit, period)).first().getAttribute('data-value'), figure.value ?? '', `${unit} ${period}`)
      }
      assert.equal(await overflows(page), false)
      await picture(page, `${size.name}-explorer-1-months`)

      const cell = found.cells.find(({ figure }) => Number(figure.value) > 0)
      await page.locator(at(cell.unit, cell.period)).first().click()
      await page.locator(`.panel[data-open="${found.id}@${cell.unit}@${cell.period}"] .big-value`).waitFor()
      assert.equal(await page.locator('.panel .big-value').getAttribute('data-value'), cell.figure.value)
      assert.equal(Number(/共 (\d+) 条/.exec(await page.locator('.panel .more').innerText())[1]), cell.figure.rows, 'as many records as it was made of')
      assert.deepEqual(errors, [])
      await close()
    })
  }

  test('against the year before, by quarters, and only the unit itself', async () => {
    const { page, errors, close } = await open(browser, SIZES[0])
    await page.goto(`${base}/indicators/${found.id}`)
    await page.locator('[data-act=against]').selectOption('year')
    await page.locator('[data-act=every]').selectOption('quarter')
    await page.locator('.spread-before').first().waitFor()
    const before = String(Number(found.session.period) - 1)
    const { cells } = await api('/spreads', { ask: { ...found.ask, period: before }, level: found.level, every: 'quarter' })
    for (const { unit, period, figure } of cells) {
      assert.equal(await page.locator(at(unit, period)).getAttribute('data-value'), figure.value ?? '', `${unit} ${period}`)
    }
    await picture(page, `${SIZES[0].name}-explorer-2-against`)
    await page.locator('[data-act=level]').selectOption('itself')
    await page.waitForFunction(() => document.querySelectorAll('[data-part=spread] tbody tr').length === 1)
    await page.goBack()
    await page.waitForFunction(() => document.querySelectorAll('[data-part=spread] tbody tr').length > 1)
    assert.match(page.url(), /against=year/)
    assert.deepEqual(errors, [])
    await close()
  })

  test('against the part before, which of January is December of the year before', async () => {
    const { page, errors, close } = await open(browser, SIZES[0])
    await page.goto(`${base}/indicators/${found.id}?against=part`)
    await page.locator('.spread-before').first().waitFor()
    const months = [...new Set(found.cells.map(({ period }) => period))].sort()
    const earlier = { [months[0]]: `${Number(found.session.period) - 1}-12`, [months[1]]: months[0] }
    const { cells: lastYear } = await api('/spreads', { ask: { ...found.ask, period: String(Number(found.session.period) - 1) }, level: found.level, every: 'month' })
    const all = [...found.cells, ...lastYear]
    for (const month of months.slice(0, 2)) {
      for (const { unit, figure } of found.cells.filter(({ period }) => period === month)) {
        const before = all.find((cell) => cell.unit === unit && cell.period === earlier[month])
        const cell = page.locator('td', { has: page.locator(`:scope > .figure[data-indicator="${found.id}"][data-unit="${unit}"][data-period="${month}"]`) })
        const shown = cell.locator('.spread-before .figure')
        assert.equal(await shown.getAttribute('data-period'), earlier[month])
        assert.equal(await shown.getAttribute('data-value'), before.figure.value ?? '', `${unit} ${month}`)
        if (!figure.value || !before.figure.value) continue
        // In millionths, for numbers of the browser are not exact.
        const [now, was] = [figure.value, before.figure.value].map((value) => Math.round(Number(value) * 1e6))
        const said = await cell.locator('.spread-before b').innerText()
        assert.equal(said === '持平' ? 0 : Math.round(Number(said.replace('−', '-')) * 1e6), now - was)
      }
    }
    await picture(page, `${SIZES[0].name}-explorer-3-part-before`)
    assert.deepEqual(errors, [])
    await close()
  })

  test('the chart is a picture, and on paper it is day', async () => {
    const { page, errors, close } = await open(browser, SIZES[0], 'dark')
    await page.goto(`${base}/indicators/${found.id}?every=whole`)
    const canvas = page.locator('[data-part=chart] canvas')
    await canvas.waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=picture]').click()])
    assert.match(download.suggestedFilename(), /\.png$/)
    const bytes = readFileSync(await download.path())
    assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47])
    assert.equal(bytes.readUInt32BE(16), 1920, 'twice as fine as 960 px')

    const shade = () => canvas.evaluate(brightestText)
    const lamplight = await shade()
    await page.emulateMedia({ media: 'print' })
    const day = await shade()
    assert.ok(lamplight > 0.7 && day < 0.4, `the first words are light on dark and dark on paper: ${lamplight}, ${day}`)
    await picture(page, `${SIZES[0].name}-explorer-3-paper`)
    assert.deepEqual(errors, [])
    await close()
  })
})

/** How light the title of a chart is: the mean of what is drawn opaque in its first lines. */
function brightestText(canvas) {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width / 3, 20 * devicePixelRatio)
  let [sum, count] = [0, 0]
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 250) continue
    sum += (data[i] + data[i + 1] + data[i + 2]) / 765
    count += 1
  }
  return count ? sum / count : -1
}
