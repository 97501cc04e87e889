// What is loaded before a first screen can be used: the entry, the screen, and all that either of them needs at once. Read
// from the manifest of a real build, gzipped as servers send it; charts, and for reading also forms, come when asked for.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const LIMIT = 350 * 1000
const root = path.join(import.meta.dirname, '..')

let out
let manifest
before(async () => {
  out = mkdtempSync(path.join(tmpdir(), 'qianmo-build-'))
  await build({ root, logLevel: 'error', build: { outDir: out, emptyOutDir: false } })
  manifest = JSON.parse(readFileSync(path.join(out, '.vite/manifest.json'), 'utf8'))
})
after(() => out && rmSync(out, { recursive: true, force: true }))

/** The parts that are loaded with these, themselves among them. */
function together(...keys) {
  const all = new Set()
  const add = (key) => {
    if (all.has(key)) return
    all.add(key)
    manifest[key].imports?.forEach(add)
  }
  keys.forEach(add)
  return [...all]
}

function weight(keys) {
  return keys.reduce((sum, key) => sum + gzipSync(readFileSync(path.join(out, manifest[key].file))).length, 0)
}

test('every screen is light enough to begin with', () => {
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
  const screens = manifest[entry].dynamicImports.concat(...together(entry).map((key) => manifest[key].dynamicImports ?? []))
  const names = [...new Set(screens)].filter((key) => key.startsWith('src/screens/'))
  assert.ok(names.length >= 10, 'the screens are loaded one by one')
  for (const name of names) {
    const bytes = weight(together(entry, name))
    console.log(`${Math.round(bytes / 1000)} kB  ${name}`)
    assert.ok(bytes < LIMIT, `${name}: ${bytes} bytes of script`)
  }
})

test('the library of maps comes with no screen, and is there', () => {
  const map = 'src/map/MapView.tsx'
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
  assert.ok(weight(together(map)) > 200_000)
  for (const key of Object.keys(manifest).filter((one) => one.startsWith('src/screens/'))) {
    assert.ok(!together(entry, key).includes(map), key)
  }
})

test('the library of charts comes with no screen, and is there', () => {
  const chart = 'src/screens/indicators/chart/Chart.tsx'
  const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
  assert.ok(weight(together(chart)) > 100_000)
  for (const key of Object.keys(manifest).filter((one) => one.startsWith('src/screens/') && one !== chart)) {
    assert.ok(!together(entry, key).includes(chart), key)
  }
})
