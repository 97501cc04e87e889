// Takes the pictures of docs/gallery: few, small, and each spoken of in the README beside them. Every run takes them, beside
// its other pictures; `npm run gallery`, against a running demo (`cargo xtask demo`), puts them in their place.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { OPENED, screens } from './addresses.mjs'
import { SIZES, base, launch, open, out } from './browser.mjs'

const DOCS = path.join(import.meta.dirname, '../../docs/gallery')
const FOLDER = process.env.GALLERY === 'docs' ? DOCS : path.join(out, 'gallery')
const LIMIT = 1_500_000
const [DESK, HAND] = SIZES

/** What is shown: a screen or what opens on one, at which width, by which light. */
const SET = [
  ['home', DESK, 'light'],
  ['report', DESK, 'light'],
  ['evidence', DESK, 'light'],
  ['ledger', DESK, 'light'],
  ['condition', DESK, 'dark'],
  ['record', DESK, 'light'],
  ['against', DESK, 'light'],
  ['indicator', DESK, 'dark'],
  ['form', DESK, 'light'],
  ['shade', DESK, 'light'],
  ['changes', DESK, 'light'],
  ['home', HAND, 'light'],
  ['report', HAND, 'light'],
  ['ledger', HAND, 'light'],
  ['ledger', HAND, 'dark'],
  ['indicator', HAND, 'dark'],
]

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

test('the gallery is taken, is small, and is spoken of', { timeout: 300_000 }, async () => {
  const all = await screens()
  const opened = OPENED.map((one) => ({ ...one, screen: all.find(({ name }) => name === one.of) }))
  mkdirSync(FOLDER, { recursive: true })
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.webp'))) rmSync(path.join(FOLDER, name))
  let total = 0
  const files = []
  for (const [name, size, light] of SET) {
    const bytes = await taken(browser, all, opened, name, size, light)
    // A page that drew nothing is next to nothing.
    assert.ok(bytes.length > 8_000, `${name} at ${size.name}, ${light}, is ${bytes.length} bytes`)
    const file = `${name}-${size.name}-${light}.webp`
    writeFileSync(path.join(FOLDER, file), bytes)
    files.push(file)
    total += bytes.length
  }
  assert.ok(total <= LIMIT, `the gallery has ${total} bytes, more than ${LIMIT}`)
  const readme = readFileSync(path.join(DOCS, 'README.md'), 'utf8')
  assert.deepEqual(files.filter((file) => !readme.includes(`(${file})`)), [], 'every picture is spoken of')
  const gone = [...readme.matchAll(/\((\S+\.webp)\)/g)].map(([, file]) => file).filter((file) => !files.includes(file))
  assert.deepEqual(gone, [], 'what is spoken of is there')
})

async function taken(of, all, opened, name, size, light) {
  const more = opened.find((one) => one.name === name)
  const screen = more?.screen ?? all.find((one) => one.name === name)
  const { page, close } = await open(of, size, light)
  try {
    await page.goto(base + screen.at + (more?.query ?? ''))
    await page.locator(more && !more.act ? more.sign : screen.sign).first().waitFor()
    await more?.act?.(page)
    if (more) await page.locator(more.sign).first().waitFor()
    await page.waitForLoadState('networkidle')
    return await small(page, await page.screenshot())
  } finally {
    await close()
  }
}

/** A picture as WebP; the browser that took it can write it, so that no other library is needed. */
async function small(page, png) {
  const text = await page.evaluate(async (data) => {
    // Not by `fetch`: the page may fetch from its own house only.
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height })
    canvas.getContext('2d').drawImage(bitmap, 0, 0)
    return canvas.toDataURL('image/webp', 0.86)
  }, png.toString('base64'))
  return Buffer.from(text.split(',')[1], 'base64')
}
