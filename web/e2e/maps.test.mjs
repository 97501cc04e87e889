// Maps in a real browser: a place is set by a click, found on the ledger's map, and opened there; an indicator is shaded and
// its evidence opened; nothing is asked of another host; axe finds nothing that keeps people out.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import { lively, placed } from './addresses.mjs'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser
let places
let found
before(async () => {
  browser = await launch()
  places = await placed()
  found = await lively()
})
after(() => browser?.close())

async function against(page) {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }))
  return violations.map(({ id, nodes }) => `${id} ${nodes[0].target.join(' ')}`)
}

/** Every host that was asked. */
function hosts(page) {
  const asked = new Set()
  page.on('request', (request) => request.url().startsWith('http') && asked.add(new URL(request.url()).host))
  return asked
}

const ready = (page) => page.locator('[data-part=map][data-ready=true]').first().waitFor()

for (const size of SIZES) {
  describe(`${size.name} wide`, () => {
    test('a place is set by a click, and found on the map of the ledger', async () => {
      const { page, errors, close } = await open(browser, size)
      const asked = hosts(page)
      const [{ book, record }] = places.places
      const before = (await api(`/ledgers/${places.id}/records/${book}/${record}`)).fields[places.field.id]
      await page.goto(`${base}/ledgers/${places.id}/${book}/${record}`)
      await page.locator('[data-act=show-place]').click()
      await ready(page)
      await picture(page, `${size.name}-map-1-record`)
      await page.locator('[data-act=correct]').click()
      const row = page.locator(`[data-field="${places.field.id}"]`)
      await row.locator('[data-act=show-map]').click()
      await ready(page)
      const map = row.locator('[data-part=map]')
      await map.scrollIntoViewIfNeeded()
      const box = await map.boundingBox()
      await map.click({ position: { x: box.width / 2 + 40, y: box.height / 2 + 30 } })
      const typed = row.locator('input').first()
      await page.waitForFunction(([input, old]) => input.value !== old, [await typed.elementHandle(), JSON.parse(before).coordinates.join(',')])
      const [east, north] = (await typed.inputValue()).split(',').map(Number)
      assert.ok(east > 73 && north < 54, 'degrees of the country')
      await picture(page, `${size.name}-map-2-set`)
      assert.equal(await overflows(page), false)
      assert.deepEqual(await against(page), [])

      // What is half typed is said at once, and refused.
      await typed.fill('30.1,110.2')
      assert.match(await row.locator('[data-part=place-wrong]').innerText(), /纬度写在了前面/)
      await typed.fill(`${east},${north}`)
      await page.locator('#f-reason').fill('在地图上核对过')
      await page.locator('button[type=submit]').click()
      await page.locator('[data-act=correct]').waitFor()
      const after = (await api(`/ledgers/${places.id}/records/${book}/${record}`)).fields[places.field.id]
      assert.deepEqual(JSON.parse(after).coordinates, [east, north])

      await page.goto(`${base}/ledgers/${places.id}?view=map`)
      await ready(page)
      assert.match(await page.locator('[data-part=places-said]').innerText(), new RegExp(`地图上有 ${places.places.length} 条`))
      await picture(page, `${size.name}-map-3-ledger`)
      assert.equal(await overflows(page), false)
      assert.deepEqual(await against(page), [])
      assert.deepEqual([...asked], [new URL(base).host], 'no other host is asked')
      assert.deepEqual(errors, [])
      await close()
    })

    test('a mark opens its record, and the address keeps map and filter', async () => {
      const { page, errors, close } = await open(browser, size)
      const { title, book, record } = places.places[places.places.length - 1]
      await page.goto(`${base}/ledgers/${places.id}?q=${encodeURIComponent(title.split(' ')[0])}`)
      await page.locator('[data-act=as-map]').click()
      await ready(page)
      await page.waitForFunction(() => document.querySelectorAll('[data-part=places] li').length === 1)
      await ready(page)
      const map = page.locator('[data-part=map]')
      const box = await map.boundingBox()
      await page.waitForTimeout(500)
      await map.click({ position: { x: box.width / 2, y: box.height / 2 } })
      await page.locator('.panel').waitFor()
      const url = new URL(page.url())
      assert.deepEqual([url.searchParams.get('view'), url.searchParams.get('open')], ['map', `/${places.id}/${book}/${record}`])
      await picture(page, `${size.name}-map-4-opened`)
      assert.deepEqual(errors, [])
      await close()
    })

    test('an indicator is shaded, and each unit opens its figure', async () => {
      const { page, errors, close } = await open(browser, size)
      await page.goto(`${base}/indicators/${found.id}`)
      await page.locator('[data-act=as-map]').click()
      await page.locator('[data-part=shade] .shade-unit').first().waitFor()
      const { cells } = await api('/spreads', { ask: found.ask, level: found.level })
      for (const { unit, figure } of cells) {
        const said = await page.locator(`.shade-unit[data-unit="${unit}"]`).getAttribute('aria-label')
        assert.ok(said.includes(figure.value ?? '缺数'), `${said}: ${figure.value}`)
      }
      const byValue = cells.filter(({ figure }) => figure.value !== null).sort((a, b) => Number(a.figure.value) - Number(b.figure.value))
      const shade = (unit) => page.locator(`.shade-unit[data-unit="${unit}"]`).getAttribute('data-class')
      const [least, most] = [await shade(byValue[0].unit), await shade(byValue.at(-1).unit)]
      assert.ok(Number(least) < Number(most), `${least} is lighter than ${most}`)
      const counted = (await page.locator('[data-part=shade-legend] .hint').allInnerTexts()).map((text) => parseInt(text, 10))
      assert.equal(counted.reduce((sum, one) => sum + one, 0), byValue.length, 'the legend counts every unit once')
      assert.equal(await overflows(page), false)
      assert.deepEqual(await against(page), [])
      await picture(page, `${size.name}-map-5-shaded`)

      const { unit, period, figure } = byValue.at(-1)
      await page.locator(`.shade-unit[data-unit="${unit}"]`).focus()
      assert.ok((await page.locator('[data-part=shade-said]').innerText()).includes(figure.value))
      await page.keyboard.press('Enter')
      await page.locator(`.panel[data-open="${found.id}@${unit}@${period}"] .big-value`).waitFor()
      assert.equal(await page.locator('.panel .big-value').getAttribute('data-value'), figure.value)
      assert.deepEqual(errors, [])
      await close()
    })
  })
}

/** A ledger whose records have an area, and a record of it; found by the data alone. */
async function bordered() {
  for (const { id } of (await api('/ledgers')).filter(({ id, records }) => !id.startsWith('_') && records > 0)) {
    const { fields, writes } = await api(`/ledgers/${id}`)
    const field = fields.find(({ type, privacy }) => type === 'polygon' && ['open', 'internal'].includes(privacy))
    if (!field || !writes) continue
    const { records } = await api(`/ledgers/${id}/records?limit=500`)
    const without = records.filter(({ fields: had }) => had[field.id] === undefined)
    if (without.length > 1) return { id, field, records: without }
  }
  throw new Error('no ledger has areas')
}

for (const [at, size] of SIZES.entries()) {
  test(`an area is drawn corner by corner, one corner taken back, and kept, ${size.name} wide`, async () => {
    const { id, field, records } = await bordered()
    const { book, record } = records[at]
    const { page, errors, close } = await open(browser, size)
    await page.goto(`${base}/ledgers/${id}/${book}/${record}`)
    await page.locator('[data-act=correct]').click()
    const row = page.locator(`[data-field="${field.id}"]`)
    await row.locator('[data-act=show-map]').click()
    await ready(page)
    const map = row.locator('[data-part=map]')
    await map.scrollIntoViewIfNeeded()
    const box = await map.boundingBox()
    const corner = async (east, north) => {
      await map.click({ position: { x: box.width / 2 + east, y: box.height / 2 + north } })
      await page.waitForTimeout(400) // Two clicks at once are a double click, which comes nearer.
    }
    const typed = row.locator('textarea')
    const corners = async () => (await typed.inputValue()).split('\n').filter(Boolean).length
    await corner(-60, -40)
    await corner(60, -40)
    assert.match(await row.locator('[data-part=place-wrong]').innerText(), /还差 1 个点/)
    await corner(60, 40)
    await corner(-60, 40)
    await corner(0, 0)
    assert.equal(await corners(), 5)
    await row.locator('[data-act=corner-undo]').click()
    assert.equal(await corners(), 4)
    await row.locator('[data-act=corner-redo]').click()
    assert.equal(await corners(), 5)
    await row.locator('[data-act=corner-undo]').click()
    assert.match(await row.locator('[data-part=size]').innerText(), /4 个拐点，.*亩/)
    await row.locator('[data-act=draw-done]').click()
    await picture(page, `${size.name}-map-8-area`)
    assert.equal(await overflows(page), false)
    assert.deepEqual(await against(page), [])

    // One that crosses itself is refused, and what is wrong is said beside it.
    const good = await typed.inputValue()
    const [one, two, three, four] = good.split('\n')
    await typed.fill([one, three, two, four].join('\n'))
    assert.match(await row.locator('[data-part=place-wrong]').innerText(), /交叉/)
    await page.locator('#f-reason').fill('照图画出')
    await page.locator('button[type=submit]').click()
    await page.locator('.trouble[data-code="record.invalid"]').waitFor()
    assert.match(await page.locator('.trouble').innerText(), /交叉/)
    assert.equal((await api(`/ledgers/${id}/records/${book}/${record}`)).fields[field.id], undefined, 'nothing is kept')
    await typed.fill(good)
    await page.locator('button[type=submit]').click()
    await page.locator('[data-act=correct]').waitFor()
    const kept = JSON.parse((await api(`/ledgers/${id}/records/${book}/${record}`)).fields[field.id])
    assert.equal(kept.type, 'Polygon')
    assert.equal(kept.coordinates[0].length, 5, 'four corners, and the first again')
    await page.locator('[data-act=show-place]').click()
    await ready(page)
    await picture(page, `${size.name}-map-9-area-kept`)
    assert.deepEqual(errors.filter((error) => !error.includes('422')), [])
    await close()
  })
}

test('a shaded map is kept as a picture', async () => {
  const { page, errors, close } = await open(browser, SIZES[0], 'dark')
  await page.goto(`${base}/indicators/${found.id}?as=map`)
  await page.locator('[data-part=shade] .shade-unit').first().waitFor()
  await picture(page, `${SIZES[0].name}-map-6-dark`)
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-part=shade] [data-act=picture]').click()])
  const bytes = readFileSync(await download.path())
  assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47])
  assert.equal(bytes.readUInt32BE(16), 1520, 'twice as fine as 760 px')
  assert.deepEqual(errors, [])
  await close()
})

test('where the device is, is asked for by a click alone', async () => {
  const { page, errors, close } = await open(browser, SIZES[1])
  await page.addInitScript(() => {
    const own = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation)
    window.asked = 0
    navigator.geolocation.getCurrentPosition = (...rest) => {
      window.asked += 1
      own(...rest)
    }
  })
  await page.goto(`${base}/ledgers/${places.id}/new`)
  const row = page.locator(`[data-field="${places.field.id}"]`)
  await row.locator('[data-act=show-map]').click()
  await ready(page)
  assert.equal(await page.evaluate(() => window.asked), 0)
  await row.locator('[data-act=here]').click()
  await row.locator('[role=status]').waitFor()
  assert.match(await row.locator('[role=status]').innerText(), /没有允许/)
  await page.context().grantPermissions(['geolocation'], { origin: base })
  await page.context().setGeolocation({ latitude: 30.1234, longitude: 110.2512, accuracy: 8 })
  await row.locator('[data-act=here]').click()
  await page.waitForFunction((input) => input.value === '110.2512,30.1234', await row.locator('input').first().elementHandle())
  assert.match(await row.locator('[role=status]').innerText(), /约 8 米/)
  assert.deepEqual(errors, [])
  await close()
})

test('outlines of units are looked at before they are taken', async () => {
  const { page, errors, close } = await open(browser, SIZES[1])
  await page.goto(`${base}/units`)
  await page.locator('[data-act=shapes]').click()
  const hand = async (name, text) => page.locator('[data-part=shapes-form] input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  await hand('不是.json', 'a,b,c')
  await page.locator('[data-part=shapes-form] .trouble').waitFor()
  assert.match(await page.locator('[data-part=shapes-form] .trouble').innerText(), /不是 GeoJSON/)
  const [{ geometry }] = (await api('/units/shapes')).shapes
  const feature = (name) => ({ type: 'Feature', properties: { name }, geometry })
  await hand('村界.geojson', JSON.stringify({ type: 'FeatureCollection', features: [feature('没有这个村')] }))
  await page.locator('[data-part=shapes-said]').waitFor()
  assert.match(await page.locator('[data-part=shapes-said]').innerText(), /1 个图形，对上 0 个单位，1 个不用/)
  assert.equal(await page.locator('[data-act=take-shapes]').isDisabled(), true)
  assert.equal(await overflows(page), false)
  await picture(page, `${SIZES[1].name}-map-7-outlines`)
  // The browser tells of the refused file by itself.
  assert.deepEqual(errors.filter((error) => !error.includes('422')), [])
  await close()
})

test('without WebGL the list of places is there, and coordinates are typed', async () => {
  const { page, errors, close } = await open(browser, SIZES[0])
  await page.addInitScript(() => {
    const own = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest)
    }
  })
  await page.goto(`${base}/ledgers/${places.id}?view=map`)
  assert.match(await page.locator('[data-part=no-map]').innerText(), /不能显示地图/)
  assert.equal(await page.locator('[data-part=places] li').count(), Math.min(200, places.places.length))
  assert.deepEqual(errors, [])
  await close()
})
