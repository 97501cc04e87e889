// A photo in a real browser: chosen, made small, sent, saved, opened large, and taken out of the next version. It is made here,
// lying on its side and with a place in its notes, as telephones make them.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { SIZES, api, base, launch, open, overflows, picture } from './browser.mjs'

let browser
let photo
let found
before(async () => {
  browser = await launch()
  found = await place()
  photo = await taken()
})
after(() => browser?.close())

/** A record of a ledger with a field for photos that says none yet. */
async function place() {
  for (const { id, records } of await api('/ledgers')) {
    if (!records || id.startsWith('_')) continue
    const ledger = await api(`/ledgers/${id}`)
    const field = ledger.fields.find(({ type, privacy }) => type === 'photo' && privacy !== 'personal')
    if (!ledger.writes || !field) continue
    const page = await api(`/ledgers/${id}/records?limit=50`)
    const record = page.records.find((one) => !one.fields[field.id])
    if (record) return { ledger, field, record }
  }
  throw new Error('no record could take a photo')
}

/** 3000 × 2000 points, red on its left, with what a telephone notes: turn it to the right, and where it was. */
async function taken() {
  const { page, close } = await open(browser, SIZES[0])
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [3000, 2000]
    const ground = canvas.getContext('2d')
    for (let x = 0; x < 3000; x += 10) {
      ground.fillStyle = x < 1000 ? '#c00' : `hsl(${x % 360}, 60%, ${30 + (x % 50)}%)`
      ground.fillRect(x, 0, 10, 2000)
    }
    return canvas.toDataURL('image/jpeg', 0.95)
  })
  await close()
  const bytes = Buffer.from(url.split(',')[1], 'base64')
  const notes = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1'),
    Buffer.from('GPS N31.2304 E121.4737'),
  ])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(notes.length + 2)
  return Buffer.concat([bytes.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, notes, bytes.subarray(2)])
}

const url = () => `${base}/ledgers/${found.ledger.id}/${found.record.book}/${found.record.record}`
const fileUrl = () => `${base}/api/ledgers/${found.ledger.id}/records/${found.record.book}/${found.record.record}/files/${found.field.id}`

for (const size of [...SIZES].reverse()) {
  test(`a photo is handed in, saved, opened large and taken out again, ${size.name} wide`, async () => {
    const { page, errors, close } = await open(browser, size)
    await page.goto(url())
    await page.locator('[data-act=correct]').click()
    const row = page.locator(`.form-row[data-field="${found.field.id}"]`)
    await row.waitFor()
    await row.scrollIntoViewIfNeeded()

    // What is no photo is told at once, and nothing is lost.
    await row.locator('input[type=file]').first().setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<html>') })
    await row.locator('[data-code="file.kind"]').waitFor()
    await picture(page, `photo-refused-${size.name}`)
    await row.getByRole('button', { name: '不交了' }).click()

    await row.locator('input[type=file]').first().setInputFiles({ name: '现场.jpg', mimeType: 'image/jpeg', buffer: photo })
    await row.locator('[data-part=photo] img').waitFor()
    await page.waitForFunction((id) => document.querySelector(`.form-row[data-field="${id}"] [data-part=photo] img`)?.naturalWidth > 0, found.field.id)
    assert.equal(await overflows(page), false)
    await picture(page, `photo-form-${size.name}`)
    await page.getByRole('button', { name: '补充漏填的内容' }).click()
    await page.getByRole('button', { name: '保存更正' }).click()

    const shown = page.locator('[data-part=fields] [data-part=photo]')
    await shown.waitFor()
    assert.match(await shown.innerText(), /现场\.jpg/)
    await shown.getByRole('button', { name: '放大看 现场.jpg' }).press('Enter')
    const large = page.getByRole('dialog', { name: '现场.jpg' })
    await large.waitFor()
    const [width, height] = await large.locator('img').evaluate(async (image) => {
      await image.decode()
      return [image.naturalWidth, image.naturalHeight]
    })
    assert.deepEqual([width, height], [1067, 1600], 'small, and upright')
    const red = await large.locator('img').evaluate((image) => {
      const canvas = document.createElement('canvas')
      ;[canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight]
      const ground = canvas.getContext('2d')
      ground.drawImage(image, 0, 0)
      const at = (x, y) => ground.getImageData(x, y, 1, 1).data[0] > 150 && ground.getImageData(x, y, 1, 1).data[1] < 60
      return [at(500, 100), at(500, 1500)]
    })
    assert.deepEqual(red, [true, false], 'its left side is up')
    assert.equal(await overflows(page), false)
    await picture(page, `photo-large-${size.name}`)
    await page.keyboard.press('Escape')
    await large.waitFor({ state: 'hidden' })
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    assert.equal(focused, '放大看 现场.jpg', 'and one is where one was')

    const given = await fetch(fileUrl())
    const bytes = Buffer.from(await given.arrayBuffer())
    assert.equal(given.headers.get('content-type'), 'image/jpeg')
    assert.ok(!bytes.includes('GPS') && !bytes.includes('121.4737'), 'it does not tell where it was taken')
    assert.ok(bytes.length < photo.length / 2, `${bytes.length} of ${photo.length} bytes`)

    await page.locator('[data-act=correct]').click()
    await row.getByRole('button', { name: '去掉' }).click()
    await page.getByRole('button', { name: '登记时写错了' }).click()
    await page.getByRole('button', { name: '保存更正' }).click()
    await page.locator('[data-part=fields]').waitFor()
    await shown.waitFor({ state: 'detached' })
    assert.equal((await fetch(fileUrl())).status, 404)
    assert.deepEqual(errors.filter((error) => !error.includes('422')), [])
    await close()
  })
}
